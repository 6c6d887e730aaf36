// biome-ignore-all lint/suspicious/noTemplateCurlyInString: configs refer to variables this way
/** Things as they really come, for the mutations to begin with. */

const source = {
  type: 'file',
  id: '340700000001',
  name: 'Rechnung März.pdf',
  sequence_id: '0',
  file_version: { id: '359700000001' },
  owner_enterprise_id: '42',
  parent: { id: '0' },
  old_parent_id: '',
  collab_accessible_by: { type: '', id: '', name: '', login: '' },
}

const token = {
  access_token: '1!aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789',
  expires_in: 1_900_000_000,
  restricted_to: '[{"scope":"gcm"},{"scope":"item_read","object_id":340700000001,"object_type":"file"}]',
  token_type: 'bearer',
}

const realEvent = {
  type: 'skill_invocation',
  skill: { id: '137', type: 'skill', name: 'Words', api_key: 'key' },
  token: { write: token, read: token },
  status: { state: 'invoked', message: '', error_code: '', additional_info: '' },
  id: '3b6f1f6e-1a2b-4c3d-8e9f-0a1b2c3d4e5f_340700000001',
  created_at: '2026-03-01T09:00:00-08:00',
  trigger: 'FILE_CONTENT',
  enterprise: { type: 'enterprise', id: '42', name: 'Acme' },
  source: { ...source, size: 1234 },
  event: {
    event_id: '3b6f1f6e-1a2b-4c3d-8e9f-0a1b2c3d4e5f',
    event_type: 'ITEM_UPLOAD',
    created_at: '2026-03-01T09:00:00-08:00',
    created_by: { type: 'user', id: '6122700001', name: 'Ann', login: 'ann@example.com' },
    source,
  },
  skill_rules: [{ id: '1', type: 'skill_rule', skill: { id: '137', type: 'skill' } }],
  parameters: {},
}

const testEvent = {
  ...realEvent,
  skill: { id: 137, type: 'skill' },
  trigger: 'SKILL_APP_TEST_EVENT',
  source: {
    ...source,
    id: 340_700_000_001,
    file_version: { id: 359_700_000_001 },
    parent: { id: 0 },
    size: 9,
  },
}

/** The two forms of Box's events. */
export const events: readonly unknown[] = [realEvent, testEvent]
export const eventKeys = [
  ...Object.keys(realEvent),
  ...Object.keys(source),
  'read',
  'access_token',
  'expires_in',
  'event_id',
  'size',
]

const title = { code: 'skills_transcript', message: 'Transcript' }
const stamp = {
  created_at: '2026-03-01T17:00:00.000Z',
  skill: { type: 'service', id: '137' },
  invocation: { type: 'skill_invocation', id: '1' },
  file_version: { type: 'file_version', id: '2' },
}
const seen = [{ start: 1.5, end: 3 }, { start: 7 }]

/** Cards of all four kinds, as a plugin returns them. */
export const cards: readonly Readonly<Record<string, unknown>>[] = [
  {
    type: 'skill_card',
    skill_card_type: 'keyword',
    skill_card_title: { message: 'Words' },
    duration: 60,
    entries: [
      { type: 'text', text: 'one', appears: seen },
      { type: 'text', text: 'one' },
      { type: 'text', text: '👍🏽' },
    ],
  },
  {
    type: 'skill_card',
    skill_card_type: 'transcript',
    skill_card_title: title,
    entries: [
      { type: 'text', text: 'Hello there.', appears: [{ start: 0 }] },
      { type: 'text', text: 'Bye.' },
    ],
  },
  {
    type: 'skill_card',
    skill_card_type: 'timeline',
    skill_card_title: { message: 'Faces' },
    duration: 60,
    entries: [
      { type: 'image', text: 'Ann', image_url: 'https://example.com/a.png', appears: seen },
      { type: 'image', image_url: 'data:image/png;base64,iVBORw0KGgo=' },
    ],
  },
  { type: 'skill_card', skill_card_type: 'status', status: { code: 'success', message: 'Done.' }, ...stamp },
]
export const cardKeys = [
  'type',
  'skill_card_type',
  'skill_card_title',
  'message',
  'code',
  'entries',
  'text',
  'image_url',
  'appears',
  'start',
  'end',
  'duration',
  'status',
  'skill',
  'invocation',
  'created_at',
]
/** Values that cards are made of. */
export const cardWords = ['skill_card', 'keyword', 'transcript', 'timeline', 'status', 'text', 'image']

/** A config that uses most of what there is. */
export const config = {
  $schema: './node_modules/box-skill-runner/skill.config.schema.json',
  server: { host: '127.0.0.1', port: 8080, bodyLimitBytes: 1_000_000 },
  box: {
    apiUrl: 'https://api.box.com',
    tokenHosts: ['files.example.com:8443'],
    signature: 'required',
    signatureKeys: { primary: '${BOX_PRIMARY_KEY}', secondary: '${BOX_SECONDARY_KEY:-}' },
    allow: { skillIds: ['900491'], enterpriseIds: ['42'] },
    apps: { other: { signatureKeys: { primary: '${OTHER_KEY:-0123456789abcdef}', secondary: '' } } },
  },
  queue: { path: './data/queue.db', sealKey: '${SEAL_KEY:-}' },
  retry: { attempts: 5, firstDelayMs: 1000, maxDelayMs: 2000 },
  cards: { maxCards: 20, maxEntries: 100 },
  files: { maxFileBytes: 1000, tempDir: './temp' },
  pool: { threads: 2 },
  log: { level: 'info' },
  plugins: {
    words: { use: 'box-skill-plugin-keywords', options: { top: 10 }, secrets: [] },
    exif: { use: './plugins/exif', threads: 2, timeoutMs: 60_000, memoryMb: 512 },
  },
  routes: [
    { extensions: ['txt', 'tar.gz'], plugins: ['words'], maxFileBytes: 20_000 },
    { kinds: ['image'], plugins: ['exif', 'words'], skillIds: ['1'], parentFolderIds: ['2'] },
    { extensions: ['*'], plugins: ['words'] },
  ],
}
export const configKeys = [
  ...Object.keys(config),
  'host',
  'port',
  'apiUrl',
  'signatureKeys',
  'primary',
  'allow',
  'apps',
  'default',
  'use',
  'options',
  'secrets',
  'extensions',
  'kinds',
  'plugins',
  'maxFileBytes',
]
export const configEnv = { BOX_PRIMARY_KEY: '0123456789abcdef0123456789abcdef', HOME: '/home/x', EMPTY: '' }

/** Box's answer about a file with its representations. */
export const fileAnswer = {
  type: 'file',
  id: '340700000001',
  etag: '0',
  file_version: { type: 'file_version', id: '359700000001' },
  representations: {
    entries: [
      {
        representation: 'jpg',
        properties: { dimensions: '1024x1024', paged: 'true', thumb: 'false' },
        info: { url: 'https://api.box.com/2.0/internal_files/1/versions/2/representations/jpg_1024x1024' },
        status: { state: 'success' },
        content: {
          url_template:
            'https://dl.boxcloud.com/api/2.0/internal_files/1/versions/2/representations/jpg_1024x1024/content/{+asset_path}',
        },
      },
      {
        representation: 'extracted_text',
        properties: {},
        info: { url: 'https://api.box.com/2.0/internal_files/1/versions/2/representations/extracted_text' },
        status: { state: 'pending' },
        content: { url_template: 'https://dl.boxcloud.com/text/{+asset_path}' },
      },
    ],
  },
}

export const errorAnswer = {
  type: 'error',
  status: 404,
  code: 'not_found',
  context_info: { errors: [{ reason: 'invalid_parameter', name: 'item', message: 'Invalid value' }] },
  help_url: 'https://developer.box.com/',
  message: 'Not Found https://dl.boxcloud.com/d/1/secret/download?access_token=abc',
  request_id: 'abcdef123456',
}

export const manifest = {
  name: 'box-skill-plugin-words',
  version: '1.0.0',
  type: 'module',
  main: './dist/index.js',
  exports: { '.': { types: './dist/index.d.ts', source: './index.ts', default: './dist/index.js' } },
  files: ['dist'],
  keywords: ['box-skill-plugin'],
  license: 'MIT',
  engines: { node: '>=20.19' },
  dependencies: { franc: '6.2.0' },
  peerDependencies: { 'box-skill-runner': '^1.0.0' },
}
