#!/bin/sh
# Runs a command as a container of docs/container.md would: a read-only root, an empty /tmp in memory, the folders $1 (app, read-only),
# $2 (data) and $3 (config, read-only) at /app, /data and /etc/skill-runner, process number 1, user 1000, no capabilities, no new
# privileges. To be run by root within `unshare --mount --pid --fork`.
set -eu
app=$1 data=$2 config=$3
shift 3
root=$(mktemp -d)
mount --make-rprivate /
mount -t tmpfs -o mode=755 tmpfs "$root"
for name in bin lib lib64 usr etc dev; do
  [ -e "/$name" ] || continue
  if [ -L "/$name" ]; then cp -a "/$name" "$root/$name"; continue; fi
  mkdir "$root/$name"
  mount --bind "/$name" "$root/$name"
  [ "$name" = dev ] || mount -o remount,bind,ro "$root/$name"
done
# Node where it is not below /usr.
node=$(readlink -f "$(command -v node)")
mkdir -p "$root/app" "$root/data" "$root/tmp" "$root/proc" "$root/config" "$root/node"
mount --bind "$(dirname "$node")" "$root/node"
mount -o remount,bind,ro "$root/node"
mount --bind "$app" "$root/app"
mount -o remount,bind,ro "$root/app"
mount --bind "$data" "$root/data"
mount --bind "$config" "$root/config"
mount -o remount,bind,ro "$root/config"
mount -t tmpfs -o mode=1777,size=256m,noexec,nosuid,nodev tmpfs "$root/tmp"
mount -t proc proc "$root/proc"
mount -o remount,ro "$root"
exec chroot "$root" /usr/bin/env --chdir=/app /usr/bin/setpriv --reuid 1000 --regid 1000 --clear-groups --no-new-privs --bounding-set=-all --inh-caps=-all \
  /node/node "$@"
