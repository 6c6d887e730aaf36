import { readdirSync, readFileSync, realpathSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { Finding, Search } from './canary.ts'

/**
 * Searches every file below `folder`, byte by byte, and every name. Files that vanish meanwhile are passed over, since
 * another process may be at work there.
 */
export function searchFolder(search: Search, folder: string): readonly Finding[] {
  return filesBelow(folder)
    .map((file) => [file, relative(folder, file)] as const)
    .flatMap(([file, path]) => searchFile(search, file, path))
}

/** Searches one file and its name; `path` is what findings call it. */
export function searchFile(search: Search, file: string, path: string): readonly Finding[] {
  const content = unlessGone(() => readFileSync(file))
  return [
    ...search.in(`name of the file ${path}`, path),
    ...(content === undefined ? [] : search.in(`file ${path}`, content)),
  ]
}

/** The paths of all files below a folder; links are not followed. */
export function filesBelow(folder: string): readonly string[] {
  const entries = unlessGone(() => readdirSync(folder, { withFileTypes: true })) ?? []
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return filesBelow(path)
    return entry.isFile() ? [path] : []
  })
}

/**
 * Searches what other users of the machine can see of a process and its children: their command lines; and the environment of
 * the children, which is to hold nothing that was not meant for them. Linux only.
 */
export function searchProcess(search: Search, pid: number): readonly Finding[] {
  return [pid, ...childrenOf(pid)].flatMap((id) => {
    const read = (name: string) => unlessGone(() => readFileSync(`/proc/${id}/${name}`)) ?? ''
    return [
      ...search.in(`command line of process ${id}`, read('cmdline')),
      ...(id === pid ? [] : search.in(`environment of process ${id}`, read('environ'))),
    ]
  })
}

/** Searches the names of the open files, which `ps` and `lsof` show to the same user. Linux only. */
export function searchOpenFiles(search: Search, pid: number): readonly Finding[] {
  const folder = `/proc/${pid}/fd`
  return (unlessGone(() => readdirSync(folder)) ?? []).flatMap((name) => {
    const path = unlessGone(() => realpathSync(join(folder, name)))
    return path === undefined ? [] : search.in('name of an open file', path)
  })
}

function childrenOf(pid: number): readonly number[] {
  const tasks = unlessGone(() => readdirSync(`/proc/${pid}/task`)) ?? []
  const direct = tasks.flatMap((task) => {
    const list = unlessGone(() => readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8')) ?? ''
    return list.split(' ').filter(Boolean).map(Number)
  })
  return direct.flatMap((child) => [child, ...childrenOf(child)])
}

/** Undefined for what ended or was deleted between being seen and being read, or is no file that can be read as one. */
function unlessGone<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'ENOENT' || code === 'ESRCH' || code === 'ENOTDIR' || code === 'EINVAL') return undefined
    throw error
  }
}
