// Ends with 0 where the runner in this container answers. PORT is where `/health` is, if that is not 8080.
const port = process.env.PORT ?? '8080'
const answer = await fetch(`http://127.0.0.1:${port}/health/live`, {
  signal: AbortSignal.timeout(4000),
}).catch(() => undefined)
process.exit(answer?.ok ? 0 : 1)
