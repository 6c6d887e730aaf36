import { describe, expect, test } from 'vitest'
import type { RouteConfig } from '../../../core/config/config.ts'
import type { InvocationFile } from '../../../core/invocation/invocation.ts'
import { createRouter, lane } from '../../../core/routing/router.ts'

const files = { maxFileBytes: 1000, downloadTimeoutMs: 1, representationTimeoutMs: 1, tempDir: '/tmp' }

function route(plugin: string, more: Partial<RouteConfig>): RouteConfig {
  return {
    extensions: [],
    kinds: [],
    skillIds: [],
    parentFolderIds: [],
    minFileBytes: undefined,
    maxFileBytes: undefined,
    plugins: [plugin],
    ...more,
  }
}

function file(name: string, more: Partial<InvocationFile> = {}): InvocationFile {
  return { id: '1', name, size: 100, versionId: '2', sequence: 0, parentId: '10', ...more }
}

/** The plugin of the route that is taken, or the kind of the decision. */
function taken(routes: readonly RouteConfig[], of: InvocationFile, skillId = '5'): string {
  const decision = createRouter({ routes, files }).route(of, skillId)
  return decision.kind === 'run' ? decision.plugins.join() : decision.kind
}

describe('the most specific route', () => {
  const routes = [
    route('any', { extensions: ['*'] }),
    route('images', { kinds: ['image'] }),
    route('gz', { extensions: ['gz'] }),
    route('tar', { extensions: ['tar.gz'] }),
    route('jpg', { extensions: ['jpg', 'jpeg'] }),
    route('jpg-too', { extensions: ['jpg'] }),
  ]

  test.each([
    ['archive.tar.gz', 'tar'],
    ['page.html.gz', 'gz'],
    ['photo.JPG', 'jpg'],
    ['photo.png', 'images'],
    ['notes.txt', 'any'],
    ['Makefile', 'any'],
    ['.jpg', 'any'],
  ])('for %s is that of %s, wherever it stands', (name, plugin) => {
    expect(taken(routes, file(name))).toBe(plugin)
    expect(taken(routes.toReversed(), file(name))).toBe(plugin === 'jpg' ? 'jpg-too' : plugin)
  })

  test('needs its kinds and its extensions to hold where it names both', () => {
    const both = [
      route('any-image', { extensions: ['*'], kinds: ['image'] }),
      route('odd', { extensions: ['txt'], kinds: ['image'] }),
    ]

    expect(taken(both, file('a.png'))).toBe('any-image')
    expect(taken(both, file('a.txt'))).toBe('ignored')
    expect(taken([route('any', { extensions: ['*'] }), ...both], file('a.png'))).toBe('any-image')
  })
})

describe('further conditions', () => {
  const any = route('any', { extensions: ['*'] })

  test('of the skill decide among equals, and a file that meets none falls through', () => {
    const first = route('first', { extensions: ['jpg'], skillIds: ['5', '6'] })
    const second = route('second', { extensions: ['jpg'] })

    expect(taken([first, second], file('a.jpg'), '6')).toBe('first')
    expect(taken([first, second], file('a.jpg'), '7')).toBe('second')
    expect(taken([first, any], file('a.jpg'), '7')).toBe('any')
    expect(taken([first], file('a.jpg'), '7')).toBe('ignored')
  })

  test('of the parent folder hold only where the folder is known', () => {
    const routes = [route('folder', { extensions: ['jpg'], parentFolderIds: ['10'] })]

    expect(taken(routes, file('a.jpg'))).toBe('folder')
    expect(taken(routes, file('a.jpg', { parentId: '11' }))).toBe('ignored')
    expect(taken(routes, file('a.jpg', { parentId: undefined }))).toBe('ignored')
  })

  test.each([
    [99, 'small'],
    [100, 'large'],
    [500, 'large'],
    [501, 'huge'],
    [undefined, 'small'],
  ])('of size send %s bytes to %s', (size, plugin) => {
    const routes = [
      route('small', { extensions: ['jpg'], maxFileBytes: 99 }),
      route('large', { extensions: ['jpg'], minFileBytes: 100, maxFileBytes: 500 }),
      route('huge', { extensions: ['jpg'], minFileBytes: 501 }),
    ]

    expect(taken(routes, file('a.jpg', { size }))).toBe(plugin)
  })
})

describe('a file that only its size keeps out', () => {
  test('is too large, for the largest limit that it would have to keep', () => {
    const routes = [
      route('a', { extensions: ['jpg'], maxFileBytes: 20 }),
      route('b', { extensions: ['jpg'], maxFileBytes: 50 }),
      route('c', { kinds: ['image'], maxFileBytes: 30 }),
      route('d', { extensions: ['jpg'], maxFileBytes: 90, skillIds: ['999'] }),
    ]

    expect(createRouter({ routes, files }).route(file('a.jpg'), '5')).toEqual({
      kind: 'too-large',
      size: 100,
      limit: 50,
    })
  })

  test('is held to the common limit where its route has none', () => {
    const router = createRouter({ routes: [route('a', { extensions: ['jpg'] })], files })

    expect(router.route(file('a.jpg', { size: 1001 }), '5')).toEqual({
      kind: 'too-large',
      size: 1001,
      limit: 1000,
    })
    expect(router.route(file('a.jpg', { size: 1000 }), '5').kind).toBe('run')
  })

  test('goes to a less specific route with room for it', () => {
    const routes = [
      route('a', { extensions: ['jpg'], maxFileBytes: 20 }),
      route('any', { extensions: ['*'] }),
    ]

    expect(taken(routes, file('a.jpg'))).toBe('any')
  })

  test('is ignored where it is too small for every route', () => {
    expect(taken([route('a', { extensions: ['jpg'], minFileBytes: 101 })], file('a.jpg'))).toBe('ignored')
  })
})

describe('the decision', () => {
  test('names the plugins in order, the limit for the download and the route', () => {
    const routes = [
      route('any', { extensions: ['*'] }),
      route('', { extensions: ['jpg'], plugins: ['exif', 'ocr'], maxFileBytes: 500 }),
    ]
    const router = createRouter({ routes, files })

    expect(router.route(file('a.jpg', { size: undefined }), '5')).toEqual({
      kind: 'run',
      plugins: ['exif', 'ocr'],
      maxFileBytes: 500,
      routeIndex: 1,
    })
    expect(router.route(file('a.txt'), '5')).toMatchObject({ maxFileBytes: 1000, routeIndex: 0 })
  })

  test.each([
    ['a.xyz', 'No route takes "xyz" files.'],
    ['README', 'No route takes files without an extension.'],
    ['a.jpg', 'No route that takes "jpg" files holds for this skill, folder and size.'],
    ['a.\u202ejpg', 'No route takes "jpg" files.'],
  ])('to ignore %j says why', (name, reason) => {
    const router = createRouter({ routes: [route('a', { extensions: ['jpg'], skillIds: ['9'] })], files })

    expect(router.route(file(name), '5')).toEqual({ kind: 'ignored', reason })
  })

  test('has a lane by its plugins, and none where nothing runs', () => {
    const router = createRouter({
      routes: [route('', { extensions: ['jpg'], plugins: ['exif', 'ocr'] })],
      files,
    })

    expect(lane(router.route(file('a.jpg'), '5'))).toBe('exif+ocr')
    expect(lane(router.route(file('b.txt'), '5'))).toBe('')
    expect(lane(router.route(file('a.jpg', { size: 5000 }), '5'))).toBe('')
  })
})
