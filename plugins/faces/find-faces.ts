import { setImmediate } from 'node:timers/promises'
import {
  type Box,
  type Detection,
  type Engine,
  type FaceApi,
  loadFaceApi,
  networksOf,
  type Tensor,
} from './load-face-api.ts'
import { cropPixels, type Pixels } from './picture.ts'

/** A face in a picture. */
export interface Face {
  readonly box: Box
  /** How sure the network is, 0 to 1. */
  readonly score: number
  /**
   * 128 numbers: the nearer those of two faces, the more the faces are alike. Undefined where none were asked for. They
   * are biometric data: never returned, logged or kept beyond the run.
   */
  readonly features: Float32Array | undefined
}

export interface FindOptions {
  /** How sure the second look has to be, 0 to 1. */
  readonly minScore: number
  /** Whether the faces shall be compared. */
  readonly compare: boolean
  readonly signal: AbortSignal
}

/**
 * The first look, at the whole picture, is sure of cats and coats of arms, and is not of small faces. So it says what
 * might be a face, and a second look from nearby, by another network that takes little time, says whether it is.
 */
const FIRST_LOOK_SCORE = 0.3
/** Pixels of the square that the second look is given, and of what its network makes of it. */
const SECOND_LOOK = { side: 320, inputSize: 160 }
/** A face fills about half of that square; what does not is something in it. */
const SECOND_LOOK_WIDTH = { least: 0.3, most: 0.9 }
/** People who stand before each other cover less of one another's faces. */
const MOST_OVERLAP = 0.5
/** Looked for in one picture; a stadium has more than anybody looks at. */
const MAX_FACES = 100
/** Pixels, the shorter side. Smaller ones are a blur, in which all people are alike. */
const MIN_SIDE = 24

/** Finds faces in pictures, with networks that are loaded once. */
export interface FaceFinder {
  /** The faces, the largest first. */
  find(pixels: Pixels, options: FindOptions): Promise<Face[]>
  /** Tensors that are held just now, for tests: all but those of the networks have to be gone after a run. */
  tensors(): number
  close(): void
}

/** Loads the networks: a third of a second and 100 MB. */
export async function openFaceFinder(): Promise<FaceFinder> {
  const engine = await loadFaceApi()
  return {
    find: (pixels, options) => findFaces(engine, pixels, options),
    tensors: () => engine.tf.memory().numTensors,
    close() {
      for (const network of networksOf(engine.faceApi)) network.dispose()
    },
  }
}

async function findFaces(
  engine: Engine,
  pixels: Pixels,
  { minScore, compare, signal }: FindOptions,
): Promise<Face[]> {
  const { faceApi } = engine
  return withTensor(engine, pixels, async (picture) => {
    const limits = { minConfidence: FIRST_LOOK_SCORE, maxResults: MAX_FACES }
    const candidates = await faceApi.nets.ssdMobilenetv1.locateFaces(picture, limits)
    const seen: Seen[] = []
    for (const detection of candidates) {
      await letGo(signal)
      const { x, y, width, height } = detection.box
      const box = { x, y, width, height }
      if (Math.min(width, height) < MIN_SIDE) continue
      const score = await lookAgain(engine, pixels, box)
      if (score >= minScore) seen.push({ detection, box, score })
    }
    const faces: Face[] = []
    for (const { detection, box, score } of withoutDoubles(seen)) {
      await letGo(signal)
      const features = compare ? await featuresOf(faceApi, picture, detection) : undefined
      faces.push({ box, score, features })
    }
    return faces.sort((one, other) => areaOf(other.box) - areaOf(one.box) || one.box.x - other.box.x)
  })
}

interface Seen {
  readonly detection: Detection
  readonly box: Box
  readonly score: number
}

/** The networks do not wait for anything themselves, so nobody could say stop. */
async function letGo(signal: AbortSignal): Promise<void> {
  await setImmediate()
  signal.throwIfAborted()
}

/** The first look finds a tilted face twice, a large and a small one in it: the one that the second is surer of stays. */
function withoutDoubles(seen: readonly Seen[]): Seen[] {
  const kept: Seen[] = []
  for (const face of [...seen].sort((one, other) => other.score - one.score)) {
    if (!kept.some(({ box }) => overlap(box, face.box) > MOST_OVERLAP)) kept.push(face)
  }
  return kept
}

/** What two boxes share, as a part of the smaller one. */
function overlap(one: Box, other: Box): number {
  const width = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x)
  const height = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y)
  return width <= 0 || height <= 0 ? 0 : (width * height) / Math.min(areaOf(one), areaOf(other))
}

/** How sure the second network is that the middle of `box` is a face; 0 where it finds none of that size. */
async function lookAgain(engine: Engine, pixels: Pixels, box: Box): Promise<number> {
  const square = await cropPixels(pixels, box, SECOND_LOOK.side)
  const found = await withTensor(engine, square, (tensor) =>
    engine.faceApi.nets.tinyFaceDetector.locateFaces(tensor, {
      scoreThreshold: 0.1,
      inputSize: SECOND_LOOK.inputSize,
    }),
  )
  const fitting = found.filter(({ box: { width } }) => {
    const part = width / SECOND_LOOK.side
    return part >= SECOND_LOOK_WIDTH.least && part <= SECOND_LOOK_WIDTH.most
  })
  return Math.max(0, ...fitting.map(({ score }) => score))
}

async function withTensor<T>(
  { tf }: Engine,
  pixels: Pixels,
  use: (tensor: Tensor) => Promise<T>,
): Promise<T> {
  const tensor = tf.tensor3d(pixels.data, [pixels.height, pixels.width, 3], 'int32')
  try {
    return await use(tensor)
  } finally {
    tensor.dispose()
  }
}

/** Undefined for a face that lies over the edge of the picture so far that it cannot be aligned. */
async function featuresOf(
  faceApi: FaceApi,
  picture: Tensor,
  detection: Detection,
): Promise<Float32Array | undefined> {
  const { nets } = faceApi
  return withFace(faceApi, picture, detection, async (face) => {
    const points = await nets.faceLandmark68Net.detectLandmarks(face)
    const aligned = points.shiftBy(detection.box.x, detection.box.y).align(null, { useDlibAlignment: true })
    return withFace(faceApi, picture, aligned, (straight) =>
      nets.faceRecognitionNet.computeFaceDescriptor(straight),
    )
  })
}

/** Cuts a face out for as long as `use` needs it; undefined where nothing of it lies in the picture. */
async function withFace<T>(
  faceApi: FaceApi,
  picture: Tensor,
  place: Detection | Box,
  use: (face: Tensor) => Promise<T>,
): Promise<T | undefined> {
  const [face] = await faceApi.extractFaceTensors(picture, [place])
  if (face === undefined) return undefined
  try {
    return await use(face)
  } finally {
    face.dispose()
  }
}

function areaOf(box: Box): number {
  return box.width * box.height
}
