import { formOf, type Received, type Reply } from './service.ts'

/** A service of a recipe: answers as its documents say, and refuses what they do not allow. */
export type RecipeService = (request: Received) => Reply | Promise<Reply>

const bad = (message: string): Reply => ({ status: 400, body: { error: { message } } })

/** `PUT /tika/text` of Tika 2 and 3: the properties and the text as one JSON object. */
const tika: RecipeService = ({ method, path, headers, body }) => {
  if (method !== 'PUT' || path !== '/tika/text') return { status: 405 }
  if (headers.accept !== 'application/json')
    return { headers: { 'content-type': 'text/plain' }, body: 'text' }
  if (body.length === 0) return { status: 422 }
  return {
    body: {
      'Content-Type': 'application/msword',
      'X-TIKA:Parsed-By': [
        'org.apache.tika.parser.DefaultParser',
        'org.apache.tika.parser.microsoft.OfficeParser',
      ],
      'dc:creator': 'Harbour Office',
      'dc:title': 'Berth plan',
      'dcterms:created': '2025-04-17T08:30:00Z',
      'xmpTPg:NPages': '2',
      'X-TIKA:content': '\n\n\nBerth plan for the second quarter.\n\nQuay 4 stays closed until 28 June.\n\n',
    },
  }
}

const spoken = {
  task: 'transcribe',
  language: 'english',
  duration: 5.868,
  text: ' Good morning.\n The pilot boards at the outer buoy at six.\n Two tugs are ordered.\n',
  segments: [
    [0, 1.1, ' Good morning.'],
    [1.1, 4, ' The pilot boards at the outer buoy at six.'],
    [4, 5.86, ' Two tugs are ordered.'],
  ].map(([start, end, text], id) => ({
    id,
    text,
    start,
    end,
    tokens: [1],
    words: [],
    temperature: 0,
    avg_logprob: -0.2,
    no_speech_prob: 0.01,
  })),
}

/** `POST /inference` of the server of whisper.cpp. */
const whisperCpp: RecipeService = async (request) => {
  const form = await formOf(request)
  if (request.path !== '/inference' || !(form.get('file') instanceof File))
    return bad("no 'file' field in the request")
  return form.get('response_format') === 'verbose_json' ? { body: spoken } : { body: { text: spoken.text } }
}

/** `POST /v1/audio/transcriptions` of servers that are compatible with OpenAI's. */
const speaches: RecipeService = async (request) => {
  const form = await formOf(request)
  const isAsked =
    request.path === '/v1/audio/transcriptions' && form.get('model') === 'Systran/faster-whisper-small'
  return isAsked && form.get('response_format') === 'verbose_json' ? { body: spoken } : bad('unknown model')
}

/** `POST /api/generate` of Ollama, without streaming. */
const ollama: RecipeService = ({ path, body }) => {
  const asked = JSON.parse(body.toString())
  const isPicture = Buffer.from(asked.images?.[0] ?? '', 'base64').readUInt16BE(0) === 0xffd8
  if (path !== '/api/generate' || asked.stream !== false || !isPicture)
    return { status: 400, body: { error: 'bad request' } }
  return {
    body: {
      model: asked.model,
      created_at: '2025-05-12T08:00:00.000Z',
      response: 'A white lighthouse with a red lantern room stands by the sea at dusk.',
      done: true,
      done_reason: 'stop',
      total_duration: 1_234_567_890,
      eval_count: 17,
    },
  }
}

/** The classifier whose answers stand in the recipe. */
const classifier = (): RecipeService => {
  let asked = 0
  return async (request) => {
    if (request.headers.authorization !== 'Bearer secret-of-CLASSIFIER_TOKEN') return { status: 401 }
    if (request.method === 'POST' && request.path === '/jobs') {
      const form = await formOf(request)
      const isSent = form.get('document') instanceof File && form.get('name') === 'invoice.pdf'
      return isSent ? { status: 202, headers: { location: '/jobs/7' }, body: '' } : bad('no document')
    }
    if (request.path !== '/jobs/7') return { status: 404 }
    asked += 1
    const fields = [
      { name: 'Number', value: '2025-0417' },
      { name: 'Total', value: '1,375.00 EUR' },
    ]
    return {
      body: asked < 2 ? { state: 'BUSY' } : { state: 'READY', class: 'invoice', confidence: 0.97, fields },
    }
  }
}

/** A service that fetches the file from the address that it is given, as the one of the recipe. */
const moderation: RecipeService = async ({ path, headers, body }) => {
  const { source } = JSON.parse(body.toString())
  const fetched = await fetch(source.url)
  const length = (await fetched.arrayBuffer()).byteLength
  if (path !== '/v1/videos' || headers['x-api-key'] !== 'secret-of-MODERATION_KEY' || length === 0)
    return { status: 403 }
  const thumbnail = 'https://moderation.example.com/thumbnails/1.jpg'
  return {
    body: {
      duration: 12,
      scenes: [
        { label: 'Harbour', from: 3, to: 8, thumbnail },
        { label: 'Lighthouse', from: 9, to: 12, thumbnail },
      ],
    },
  }
}

/** `prebuilt-invoice:analyze` of Azure Document Intelligence: 202, and the result at its Operation-Location. */
const azure = (): RecipeService => {
  const results =
    '/documentintelligence/documentModels/prebuilt-invoice/analyzeResults/4a?api-version=2024-11-30'
  let asked = 0
  return ({ method, path, headers }) => {
    if (headers['ocp-apim-subscription-key'] !== 'secret-of-AZURE_DI_KEY') return { status: 401 }
    if (method === 'POST' && path.endsWith('/prebuilt-invoice:analyze?api-version=2024-11-30'))
      return {
        status: 202,
        headers: { 'operation-location': `http://${headers.host}${results}`, 'retry-after': '0' },
        body: '',
      }
    if (path !== results) return { status: 404 }
    asked += 1
    if (asked < 3)
      return {
        body: { status: asked === 1 ? 'notStarted' : 'running', createdDateTime: '2025-05-12T08:00:00Z' },
      }
    const fields = {
      VendorName: {
        type: 'string',
        valueString: 'Coastline Tug Services',
        content: 'Coastline Tug Services',
        confidence: 0.94,
      },
      InvoiceId: { type: 'string', valueString: '2025-0417', content: '2025-0417', confidence: 0.97 },
      InvoiceDate: { type: 'date', valueDate: '2025-04-17', content: '17 April 2025', confidence: 0.97 },
      InvoiceTotal: {
        type: 'currency',
        valueCurrency: { amount: 1375, currencyCode: 'EUR' },
        content: '1,375.00 EUR',
        confidence: 0.95,
      },
    }
    const documents = [{ docType: 'invoice', fields, confidence: 1 }]
    return {
      body: {
        status: 'succeeded',
        analyzeResult: { apiVersion: '2024-11-30', modelId: 'prebuilt-invoice', content: '…', documents },
      },
    }
  }
}

/** `images:annotate` of Google Cloud Vision. */
const google: RecipeService = ({ path, headers, body }) => {
  const [request] = JSON.parse(body.toString()).requests
  if (path !== '/v1/images:annotate' || headers['x-goog-api-key'] !== 'secret-of-GOOGLE_API_KEY')
    return { status: 403 }
  if (Buffer.from(request.image.content, 'base64').readUInt16BE(0) !== 0xffd8)
    return { body: { responses: [{ error: { code: 3, message: 'Bad image data.' } }] } }
  return {
    body: {
      responses: [
        {
          labelAnnotations: [
            { mid: '/m/04h7h', description: 'Lighthouse', score: 0.96, topicality: 0.96 },
            { mid: '/m/01bqvp', description: 'Sky', score: 0.91, topicality: 0.91 },
            { mid: '/m/05h0n', description: 'Nature', score: 0.52, topicality: 0.52 },
          ],
          textAnnotations: [{ locale: 'en', description: 'QUAY 4' }],
          fullTextAnnotation: { text: 'QUAY 4\n', pages: [] },
        },
      ],
    },
  }
}

/** Which service each recipe speaks to, and a file for it; by the beginning of its heading. */
export const recipes: Readonly<
  Record<string, { readonly file: string; readonly name?: string; service(): RecipeService }>
> = {
  'Apache Tika': { file: 'invoice.docx', name: 'berth-plan.doc', service: () => tika },
  'whisper.cpp': { file: 'greeting.mp3', service: () => whisperCpp },
  'faster-whisper': { file: 'greeting.mp3', name: 'orders.mp3', service: () => speaches },
  Ollama: { file: 'lighthouse.jpg', service: () => ollama },
  'Your own classifier': { file: 'invoice.pdf', service: classifier },
  'A service that fetches the file itself': {
    file: 'greeting.mp3',
    name: 'harbour.mp4',
    service: () => moderation,
  },
  'Azure Document Intelligence': { file: 'invoice.pdf', name: 'april.pdf', service: azure },
  'Google Cloud Vision': { file: 'lighthouse.jpg', name: 'quay.jpg', service: () => google },
}
