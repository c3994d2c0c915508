# Run by unshare as the first process of new mount and process namespaces:
#   unshare.sh ROOT TMP ATTEMPT INSIDE ro|rw COMMAND...
# makes the image's view below ROOT, then runs COMMAND, which enters it in a user namespace of its
# own, where it has no right to undo any of this.
set -e
image_path=${PATH-}
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
root=$1 tmp=$2 attempt=$3 inside=$4 access=$5
shift 5
mount --bind "$root" "$root"
mount -t proc -o nosuid,nodev,noexec proc "$root/proc"
mount -t tmpfs -o nosuid,mode=755 tmpfs "$root/dev"
for device in null zero full random urandom tty; do
  : > "$root/dev/$device"
  mount --bind "/dev/$device" "$root/dev/$device"
done
mkdir -m 1777 "$root/dev/shm"
ln -s /proc/self/fd "$root/dev/fd"
ln -s /proc/self/fd/0 "$root/dev/stdin"
ln -s /proc/self/fd/1 "$root/dev/stdout"
ln -s /proc/self/fd/2 "$root/dev/stderr"
mount --bind "$tmp" "$root/tmp"
mount --bind "$attempt" "$root$inside"
for file in /etc/resolv.conf /etc/hosts; do
  [ ! -r "$file" ] || mount --bind "$file" "$root$file"
done
mount -o "remount,bind,$access" "$root"
set +e
PATH=$image_path
"$@"
exit $?
