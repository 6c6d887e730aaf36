import { currentVersion, type Folder, type StoredFile } from './store.ts'

/** A file as Box's API shows it. */
export function fileJson(file: StoredFile, parent: Folder): Record<string, unknown> {
  const version = currentVersion(file)
  const sha1 = version.content.sha1
  return {
    type: 'file',
    id: file.id,
    file_version: { type: 'file_version', id: version.id, sha1 },
    sequence_id: String(file.sequence),
    etag: String(file.sequence),
    sha1,
    name: file.name,
    description: '',
    size: version.content.size,
    created_at: time(file.createdAt),
    modified_at: time(file.modifiedAt),
    content_created_at: time(file.createdAt),
    content_modified_at: time(version.createdAt),
    parent: folderMini(parent),
    item_status: 'active',
  }
}

/** A folder as Box's API shows it, without its content. */
export function folderJson(folder: Folder, parent: Folder | undefined): Record<string, unknown> {
  return {
    ...folderMini(folder),
    created_at: time(folder.createdAt),
    modified_at: time(folder.createdAt),
    parent: parent === undefined ? null : folderMini(parent),
    item_status: 'active',
  }
}

/** The short form of an item that stands in lists. */
export function itemJson(item: Folder | StoredFile): Record<string, unknown> {
  if (!('versions' in item)) return folderMini(item)
  const { id, name, sequence } = item
  const { content, id: versionId } = currentVersion(item)
  return {
    type: 'file',
    id,
    file_version: { type: 'file_version', id: versionId, sha1: content.sha1 },
    sequence_id: String(sequence),
    etag: String(sequence),
    sha1: content.sha1,
    name,
  }
}

function folderMini({ id, name }: Folder): Record<string, unknown> {
  return { type: 'folder', id, sequence_id: '0', etag: '0', name }
}

function time(at: number): string {
  return new Date(at).toISOString().replace(/\.\d{3}Z$/, '+00:00')
}
