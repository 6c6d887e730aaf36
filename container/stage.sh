#!/bin/sh
# Lays out in the folder $2 what is published of the repository in the folder $1, package by package, for the image.
set -eu
cd "$1"
npm pack --workspaces --ignore-scripts --silent --pack-destination "$2" >"$2/packed"
for folder in core plugins/*; do
  tarball=$(node -p "const { name, version } = require('./$folder/package.json'); \`\${name}-\${version}.tgz\`")
  mkdir -p "$2/$folder"
  tar xzf "$2/$tarball" --strip-components 1 -C "$2/$folder" --no-same-owner
  rm "$2/$tarball"
done
rm "$2/packed"
