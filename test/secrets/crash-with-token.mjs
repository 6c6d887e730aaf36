// Loaded before the runner (NODE_OPTIONS): once a file is about to be written, an error that nobody catches tells a token.
import { subscribe } from 'node:diagnostics_channel'

subscribe('skill-runner:step', ({ step }) => {
  if (step !== 'writing') return
  const token = ['sandbox', 'write', 'token', 'of a crash'.replaceAll(' ', '-')].join('-')
  setImmediate(() => {
    throw Object.assign(
      new Error(`PUT with Authorization: Bearer ${token}`, { cause: new Error(`access_token=${token}`) }),
      {
        request: { headers: { authorization: `Bearer ${token}` } },
        token,
      },
    )
  })
})
