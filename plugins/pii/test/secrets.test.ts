import { describe, expect, it } from 'vitest'
import { madeUpSecrets, withSecrets } from './corpus/made-up-secrets.ts'
import { alphanumeric, charactersOf, digits, hex, randomOf } from './corpus/random.ts'
import { findAll } from './found-in.ts'

const kinds = ['secret'] as const
const typesIn = async (text: string) =>
  (await findAll(withSecrets(text), { kinds })).map(({ type }) => type.id)

const random = randomOf(7)
const letters = (length: number) => charactersOf(random, alphanumeric, length)
const figures = (length: number) => charactersOf(random, digits, length)
const hexadecimal = (length: number) => charactersOf(random, hex, length)

/** Each form that services document, put together here so that it stands in no file. */
const tokens: Readonly<Record<string, string>> = {
  'aws-key': ['ASIA', 'IOSFODNN7EXAMPLE'].join(''),
  'google-key': madeUpSecrets['google-key'] ?? '',
  'google-secret': ['GOCSPX', letters(28)].join('-'),
  'google-token': ['ya29', letters(60)].join('.'),
  'azure-secret': ['aB3', '8Q~', letters(34)].join(''),
  'azure-key': madeUpSecrets['azure-key'] ?? '',
  'azure-sas': ['https://files.blob.core.windows.net/a?sv=2024', `sig=${letters(43)}%3D`].join('&'),
  'github-token': ['github', 'pat', letters(22), letters(59)].join('_'),
  'gitlab-token': madeUpSecrets['gitlab-token'] ?? '',
  'slack-token': madeUpSecrets['slack-token'] ?? '',
  'slack-webhook': ['https://hooks.slack', 'com/services/T0123ABCD/B0123ABCD/'].join('.') + letters(24),
  'stripe-key': ['rk', 'test', letters(40)].join('_'),
  'npm-token': ['npm', letters(36)].join('_'),
  'pypi-token': ['pypi', `AgE${letters(80)}`].join('-'),
  'sendgrid-key': ['SG', letters(22), letters(43)].join('.'),
  'digitalocean-token': ['dop', 'v1', hexadecimal(64)].join('_'),
  'hugging-face-token': ['hf', charactersOf(random, 'abcdefghijklmnopqrstuvwxyzABCDEFGH', 34)].join('_'),
  'shopify-token': ['shpat', hexadecimal(32)].join('_'),
  'atlassian-token': ['ATA', `TT3${letters(60)}`].join(''),
  'vault-token': ['hvs', letters(40)].join('.'),
  'databricks-token': ['da', 'pi', hexadecimal(32)].join(''),
  'docker-token': ['dckr', 'pat', letters(27)].join('_'),
  'telegram-token': [figures(10), `AA${letters(33)}`].join(':'),
  'model-api-key': ['sk', 'proj', letters(48)].join('-'),
  'postman-key': ['PMAK', hexadecimal(24), hexadecimal(34)].join('-'),
}

describe.each(Object.entries(tokens))('%s', (type, token) => {
  it('is found by its form alone, wherever it stands', async () => {
    const found = await findAll(`value ${token}\nsee "${token}", and (${token}).\n`, { kinds })

    expect(found.map((finding) => finding.type.id)).toEqual([type, type, type])
  })

  it('shows nothing but its prefix', async () => {
    const [finding] = await findAll(token, { kinds })

    expect(finding?.masked).toMatch(/^\S*••••$/)
    expect(finding?.masked.replace('••••', '').length).toBeLessThanOrEqual(26)
    expect(finding?.masked).not.toContain(token.slice(-6))
  })
})

describe('private keys', () => {
  it.each([
    ['as they are', '@@private-key@@'],
    ['in JSON', JSON.stringify({ key: withSecrets('@@private-key@@') })],
  ])('are found %s', async (_, text) => {
    expect(await typesIn(text)).toEqual(['private-key'])
  })

  it('with headers, and of other programs, are found', async () => {
    const body = Array.from({ length: 3 }, () => letters(64)).join('\n')
    const pgp = ['-----BEGIN', 'PGP PRIVATE KEY BLOCK-----'].join(' ')
    const putty = ['PuTTY-User-Key-File', '3: ssh-ed25519'].join('-')

    expect(await typesIn(`${pgp}\nVersion: 1\nComment: none\n\n${body}\n`)).toEqual(['private-key'])
    expect(await typesIn(`${putty}\nEncryption: none\nComment: a\nPublic-Lines: 2\n${body}\n`)).toEqual([
      'private-key',
    ])
  })

  it('are none where only the head is quoted, or the key is public', async () => {
    expect(await typesIn('Keys begin with `-----BEGIN RSA PRIVATE KEY-----` and go on.')).toEqual([])
    expect(await typesIn(withSecrets('@@private-key@@').replaceAll('PRIVATE', 'PUBLIC'))).toEqual([])
  })
})

describe('passwords', () => {
  it.each([
    'DB_PASSWORD=@@password@@',
    'export DB_PASSWORD="@@password@@"',
    'spring.datasource.password = @@password@@',
    '  password: @@password@@   # staging',
    '"password": "@@password@@",',
    '{"user":"ann","pw":"@@password@@"}',
    "$config['password'] = '@@password@@';",
    '<password>@@password@@</password>',
    '<add key="SmtpPassword" value="@@password@@"/>',
    'Passwort: @@password@@',
    'Mot de passe : @@password@@',
    'contraseña: @@password@@',
    'パスワード：@@password@@',
    'The password is @@password@@, as ever.',
    'PGPASSWORD=lighthouse',
  ])('are found in %s', async (text) => {
    expect(await typesIn(`first\n${text}\nlast\n`)).toEqual(['password'])
  })

  it.each([
    'password: string',
    'password = getPassword(user)',
    'const { password } = options.password1',
    '"password": "Passwort vergessen?",',
    'DB_PASSWORD=<your password>',
    'DB_PASSWORD=$DB_PASSWORD',
    'DB_PASSWORD=changeme',
    'password: ********',
    'password_min_length: 12characters',
    'passwordHint = "first2letters"',
    '<input type="password" name="password" autocomplete="new-password1">',
    'The password is SHA256-hashed.',
    'password = config.mail.password1',
    'password: src/auth/password1.ts',
    'The password for success is patience.',
  ])('are none in %s', async (text) => {
    expect(await typesIn(`first\n${text}\nlast\n`)).toEqual([])
  })
})

describe('keys with a name', () => {
  it.each(['api_key = "@@api-key@@"', 'clientSecret: @@aws-secret@@', '"access_token": "@@api-key@@"'])(
    'are found in %s',
    async (text) => {
      expect(await typesIn(`${text}\n`)).toEqual(['secret-value'])
    },
  )

  it.each([
    'nextPageToken: "@@api-key@@"',
    'csrf_token = "@@api-key@@"',
    'token = serializePostOAuth2TokenRefreshAccess',
    'api_key = process.env.API_KEY_2024_05_03',
    'secretName: "projects/123/secrets/harbour/4"',
    'tokenUrl: https://login.example.com/oauth2/v2/token42',
    'sha256 = "@@api-key@@"',
  ])('are none in %s', async (text) => {
    expect(await typesIn(`${text}\n`)).toEqual([])
  })
})

describe('addresses with passwords', () => {
  it.each([
    '@@database-url@@',
    'mongodb+srv://app:@@password@@@cluster.harbour.test/x',
    'https://user:a%2Fb!c99@git.harbour.test/x.git',
  ])('are found as %s', async (text) => {
    expect(await typesIn(`url ${text}\n`)).toContain('password-in-address')
  })

  it.each([
    'postgres://user:password@localhost:5432/app',
    'https://%s:%s@db.harbour.test/',
    'postgres://postgres:postgres@db.harbour.test',
    'redis://:secret@example.com',
    'https://harbour.test:8080/a@b',
  ])('are none as %s', async (text) => {
    expect(await typesIn(`url ${text}\n`)).toEqual([])
  })
})

it('a web token is one only where its head is JSON that names an algorithm', async () => {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

  expect(await typesIn('token @@json-web-token@@ end')).toEqual(['json-web-token'])
  expect(await typesIn(`${part({ alg: 'none' })}.${part({ sub: 'a' })}.${letters(43)}`)).toEqual([])
  expect(await typesIn(`${part({ name: 'no token' })}.${part({ sub: 'a' })}.${letters(43)}`)).toEqual([])
})
