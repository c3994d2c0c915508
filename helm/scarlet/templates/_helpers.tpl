{{- define "scarlet.name" -}}
{{- printf "%s-%s" (.root.Release.Name | trunc 45 | trimSuffix "-") .part -}}
{{- end -}}

{{- define "scarlet.selector" -}}
app.kubernetes.io/name: {{ .root.Chart.Name }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .part }}
{{- end -}}

{{- define "scarlet.labels" -}}
{{ include "scarlet.selector" . }}
app.kubernetes.io/part-of: scarlet
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version }}
{{- end -}}

{{- /* An image's name behind the registry that all share. */ -}}
{{- define "scarlet.registry" -}}
{{- with .root.Values.image.registry }}{{ trimSuffix "/" . }}/{{ end }}{{ .image -}}
{{- end -}}

{{- define "scarlet.image" -}}
{{- $tag := .root.Values.image.tag | default .root.Chart.AppVersion -}}
{{- include "scarlet.registry" (dict "root" .root "image" (printf "%s:%s" (index .root.Values.image .part) $tag)) -}}
{{- end -}}

{{- define "scarlet.pullSecrets" -}}
{{- with .Values.imagePullSecrets }}
imagePullSecrets:
{{- range . }}
  - name: {{ . }}
{{- end }}
{{- end }}
{{- end -}}

{{- /* What Pod Security "restricted" asks for, and a root file system that cannot be written. */ -}}
{{- define "scarlet.restricted" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: {drop: [ALL]}
{{- end -}}

{{- define "scarlet.storeSecret" -}}
{{- $own := include "scarlet.name" (dict "root" . "part" (.Values.minio.enabled | ternary "minio" "store")) -}}
{{- .Values.objectStore.existingSecret | default $own -}}
{{- end -}}

{{- /* Of an installation for some namespaces it must not meet that of another. */ -}}
{{- define "scarlet.storeName" -}}
{{- $own := .Values.namespaces | empty | ternary "default" (printf "%s-%s" .Release.Namespace .Release.Name) -}}
{{- .Values.objectStore.name | default $own -}}
{{- end -}}

{{- define "scarlet.webhookSecret" -}}
{{- .Values.objectStore.existingWebhookSecret | default (include "scarlet.name" (dict "root" . "part" "webhook")) -}}
{{- end -}}

{{- define "scarlet.storeEndpoint" -}}
{{- if .Values.minio.enabled -}}
http://{{ include "scarlet.name" (dict "root" . "part" "minio") }}.{{ .Release.Namespace }}.svc:9000
{{- else -}}
{{- required "objectStore.endpoint: say where pods reach the object store, as in http://minio.minio:9000, or set minio.enabled" .Values.objectStore.endpoint -}}
{{- end -}}
{{- end -}}

{{- /* Secret in which the operator lists the stores for the gateway. */ -}}
{{- define "scarlet.gatewayStores" -}}
{{- include "scarlet.name" (dict "root" . "part" "gateway-stores") -}}
{{- end -}}

{{- define "scarlet.podSecurity" -}}
runAsNonRoot: true
runAsUser: 65532
runAsGroup: 65532
fsGroup: 65532
seccompProfile: {type: RuntimeDefault}
{{- end -}}

{{- define "scarlet.volumes" -}}
- name: tmp
  emptyDir: {sizeLimit: 256Mi}
{{- end -}}

{{- define "scarlet.volumeMounts" -}}
- {name: tmp, mountPath: /tmp}
{{- end -}}

{{- define "scarlet.probes" -}}
startupProbe:
  httpGet: {path: /q/health/live, port: http}
  periodSeconds: 2
  failureThreshold: 90
livenessProbe:
  httpGet: {path: /q/health/live, port: http}
  periodSeconds: 10
  timeoutSeconds: 5
  failureThreshold: 6
readinessProbe:
  httpGet: {path: /q/health/ready, port: http}
  periodSeconds: 3
  timeoutSeconds: 5
{{- end -}}

{{- /* Operator and gateway must find the same functions on Lambda, so both are told the same. */ -}}
{{- define "scarlet.awsEnvironment" -}}
{{- with .Values.aws }}
{{- if .enabled }}
- name: SCARLET_LAMBDA_REGION
  value: {{ required "aws.region: say in which region functions are that name none, as in eu-central-1" .region }}
- name: SCARLET_LAMBDA_INSTALLATION
  value: {{ .installation | quote }}
- name: SCARLET_LAMBDA_PREFIX
  value: {{ .prefix }}
{{- with .stagingBucket }}
- name: SCARLET_LAMBDA_STAGING_BUCKET
  value: {{ . | quote }}
{{- end }}
{{- with .endpoint }}
- name: SCARLET_LAMBDA_ENDPOINT
  value: {{ . | quote }}
{{- end }}
{{- with .existingSecret }}
- name: AWS_ACCESS_KEY_ID
  valueFrom: {secretKeyRef: {name: {{ . }}, key: accessKeyId}}
- name: AWS_SECRET_ACCESS_KEY
  valueFrom: {secretKeyRef: {name: {{ . }}, key: secretAccessKey}}
- name: AWS_SESSION_TOKEN
  valueFrom: {secretKeyRef: {name: {{ . }}, key: sessionToken, optional: true}}
{{- end }}
{{- end }}
{{- end }}
{{- end -}}

{{- /* As which role of AWS a service account's pods act. */ -}}
{{- define "scarlet.awsRole" -}}
{{- if and .Values.aws.enabled .Values.aws.roleArn }}
annotations:
  eks.amazonaws.com/role-arn: {{ .Values.aws.roleArn }}
{{- end }}
{{- end -}}

{{- /* Ports of the registries that the operator asks for digests, and bakes from and to. */ -}}
{{- define "scarlet.registryPorts" -}}
- {port: 443}
{{- range regexSplit "," (printf "%s,%s" .Values.registryMirror .Values.functions.bake.repository) -1 }}
{{- $address := regexFind "(https?://)?[^=]*$" . }}
{{- $port := regexFind ":[0-9]+" $address | trimPrefix ":" }}
{{- if $port }}
- {port: {{ $port }}}
{{- else if hasPrefix "http:" $address }}
- {port: 80}
{{- end }}
{{- end }}
{{- end -}}

{{- /* Ports of AWS, or of what stands in for it. */ -}}
{{- define "scarlet.awsPorts" -}}
{{- if .Values.aws.enabled }}
- {port: 443}
{{- with .Values.aws.endpoint }}
{{- $port := urlParse . | dig "host" "" | regexFind ":[0-9]+$" | trimPrefix ":" }}
- {port: {{ $port | default (hasPrefix "https:" . | ternary "443" "80") }}}
{{- end }}
{{- end }}
{{- end -}}
