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

{{- define "scarlet.webhookArn" -}}
arn:minio:sqs::{{ .Values.objectStore.webhookTarget }}:webhook
{{- end -}}

{{- /*
Writes the list of stores that gateway and operator read, with the keys of the Secret: so the Secret may be
anybody's, and a key that is changed counts from the next start.
*/ -}}
{{- define "scarlet.storesInit" -}}
- name: stores
  image: {{ include "scarlet.image" . }}
  imagePullPolicy: {{ .root.Values.image.pullPolicy }}
  command: [/bin/sh, -euc]
  args:
    - |
      umask 077
      json() { printf '%s' "$1" | sed 's/[\\"]/\\&/g'; }
      printf '[{"name":"default","endpoint":"%s","region":"%s","pathStyle":%s,"accessKey":"%s","secretKey":"%s"}]' \
        "$(json "$ENDPOINT")" "$(json "$REGION")" "$PATH_STYLE" "$(json "$ACCESS_KEY")" "$(json "$SECRET_KEY")" \
        > /etc/scarlet/stores.json
  env:
    - name: ENDPOINT
      value: {{ include "scarlet.storeEndpoint" .root | quote }}
    - name: REGION
      value: {{ .root.Values.objectStore.region | quote }}
    - name: PATH_STYLE
      value: {{ .root.Values.objectStore.pathStyle | quote }}
    - name: ACCESS_KEY
      valueFrom:
        secretKeyRef: {name: {{ include "scarlet.storeSecret" .root }}, key: accessKey}
    - name: SECRET_KEY
      valueFrom:
        secretKeyRef: {name: {{ include "scarlet.storeSecret" .root }}, key: secretKey}
  securityContext:
    {{- include "scarlet.restricted" . | nindent 4 }}
  resources:
    requests: {cpu: 10m, memory: 16Mi}
    limits: {memory: 32Mi}
  volumeMounts:
    - {name: stores, mountPath: /etc/scarlet}
{{- end -}}

{{- define "scarlet.podSecurity" -}}
runAsNonRoot: true
runAsUser: 65532
runAsGroup: 65532
fsGroup: 65532
seccompProfile: {type: RuntimeDefault}
{{- end -}}

{{- define "scarlet.volumes" -}}
- name: stores
  emptyDir: {medium: Memory, sizeLimit: 1Mi}
- name: tmp
  emptyDir: {sizeLimit: 256Mi}
{{- end -}}

{{- define "scarlet.volumeMounts" -}}
- {name: stores, mountPath: /etc/scarlet, readOnly: true}
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
