import { expect, test } from 'vitest'
import { kindOf } from '../../../core/routing/kinds.ts'

test.each([
  ['mp3', 'audio'],
  ['ogg', 'audio'],
  ['opus', 'audio'],
  ['mov', 'video'],
  ['ts', 'video'],
  ['webm', 'video'],
  ['jpg', 'image'],
  ['heic', 'image'],
  ['webp', 'image'],
  ['svg', 'image'],
  ['pdf', 'document'],
  ['pptx', 'document'],
  ['xlsx', 'document'],
  ['txt', 'document'],
  ['html', 'document'],
  ['py', 'document'],
  ['zip', 'other'],
  ['stl', 'other'],
  ['', 'other'],
  ['__proto__', 'other'],
  ['constructor', 'other'],
])('files with the extension %j are of the kind %s', (extension, kind) => {
  expect(kindOf(extension)).toBe(kind)
})
