import {
  choice,
  count,
  ids,
  listOf,
  milliseconds,
  nameForm,
  namePattern,
  type SchemaNode,
  section,
  text,
} from './schema-values.ts'

const signatureKeys: SchemaNode = {
  type: 'object',
  description:
    'The keys that Box signs events with, from the "Webhooks" tab of the app in the Box developer console.',
  additionalProperties: false,
  required: ['primary'],
  properties: {
    primary: text(`The primary signature key. Take it from the environment: "\${BOX_PRIMARY_KEY}".`),
    secondary: text(
      'The secondary signature key, which is valid beside the primary one, so that either can be replaced.',
      {
        default: '',
      },
    ),
  },
}

const allow: SchemaNode = {
  type: 'object',
  description: 'Which events are taken beside having a good signature. An empty list allows any.',
  additionalProperties: false,
  properties: {
    skillIds: ids('Ids of the skills whose events are taken.'),
    enterpriseIds: ids('Ids of the enterprises whose events are taken.'),
  },
}

/** The keys under `box`. */
export const boxSection = section('How the runner and Box know and reach each other.', {
  apiUrl: text('Address of the Box API, without "/2.0".', { default: 'https://api.box.com' }),
  tokenHosts: listOf("Hosts that may be sent an access token, beside Box's own and that of apiUrl.", {
    description: 'A host name, with its port where it has one.',
    pattern: '^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[0-9]{1,5})?$',
    form: 'a host name such as "dl.example.com" or "127.0.0.1:8081", without "https://", path or "*"',
  }),
  signature: choice('"off" takes events without checking who sent them.', ['required', 'off'], 'required'),
  signatureKeys,
  allow,
  apps: {
    type: 'object',
    description:
      'Further skill apps, by a name of your choice. The invocation URL of each is "/skills/<name>".',
    default: {},
    propertyNames: { pattern: namePattern, patternErrorMessage: nameForm },
    additionalProperties: {
      type: 'object',
      description: 'One further skill app.',
      additionalProperties: false,
      properties: { signatureKeys, allow },
    },
  },
  cardMode: choice(
    '"replace" writes through the Skills API, which replaces all cards on the file; "merge" keeps those of other skills.',
    ['replace', 'merge'],
    'replace',
  ),
  timeoutMs: milliseconds('Longest wait for an answer of Box to begin, and for a stalled one to go on.', {
    minimum: 1,
    default: 30_000,
  }),
  connections: count('Connections kept open to each host.', 'connections', {
    minimum: 1,
    maximum: 1_000,
    default: 32,
  }),
})
