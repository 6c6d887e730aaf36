import type { EventEmitter } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { compileFunction } from 'node:vm'
import { addTensorMethods } from './tensor-methods.ts'

/** A box in pixels of the picture. */
export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Numbers of TensorFlow in the memory of its WebAssembly, which is given back only by `dispose`. */
export interface Tensor {
  dispose(): void
}

/** A face that was found; `extractFaceTensors` needs the object itself. */
export interface Detection {
  /** How sure the network is, 0 to 1. */
  readonly score: number
  readonly box: Box
}

/** Points of a face: eyes, nose, mouth. */
interface Landmarks {
  shiftBy(x: number, y: number): Landmarks
  align(detection: null, options: { readonly useDlibAlignment: boolean }): Box
}

interface Network {
  loadFromDisk(folder: string): Promise<void>
  dispose(): void
}

/** What is used of face-api; its own types bring in those of a browser. */
export interface FaceApi {
  readonly nets: {
    readonly ssdMobilenetv1: Network & {
      locateFaces(
        picture: Tensor,
        options: { readonly minConfidence: number; readonly maxResults: number },
      ): Promise<Detection[]>
    }
    readonly tinyFaceDetector: Network & {
      locateFaces(
        picture: Tensor,
        options: { readonly scoreThreshold: number; readonly inputSize: number },
      ): Promise<Detection[]>
    }
    readonly faceLandmark68Net: Network & { detectLandmarks(face: Tensor): Promise<Landmarks> }
    readonly faceRecognitionNet: Network & { computeFaceDescriptor(face: Tensor): Promise<Float32Array> }
  }
  /** One tensor for each box that lies in the picture. */
  extractFaceTensors(picture: Tensor, boxes: readonly (Detection | Box)[]): Promise<Tensor[]>
}

/** What is used of TensorFlow. */
export interface TensorFlow {
  tensor3d(data: Uint8Array, shape: readonly [number, number, number], type: 'int32'): Tensor
  setBackend(name: string): Promise<boolean>
  memory(): { readonly numTensors: number }
}

export interface Engine {
  readonly faceApi: FaceApi
  readonly tf: TensorFlow
}

const require = createRequire(import.meta.url)

/**
 * face-api on TensorFlow's WebAssembly, with its networks for finding, aligning and comparing faces, all from their packages. Its code asks for the umbrella package of TensorFlow, 290 MB: here it is handed the two parts that it
 * calls, in a module of its own.
 */
export async function loadFaceApi(): Promise<Engine> {
  const tf: TensorFlow & Parameters<typeof addTensorMethods>[0] = require('@tensorflow/tfjs-core')
  const wasm: { setWasmPaths(folder: string): void } = require('@tensorflow/tfjs-backend-wasm')
  addTensorMethods(tf)
  wasm.setWasmPaths(`${dirname(require.resolve('@tensorflow/tfjs-backend-wasm'))}/`)
  await keepingListeners(() => tf.setBackend('wasm'))

  const folder = dirname(require.resolve('@vladmandic/face-api/package.json'))
  const parts: Readonly<Record<string, unknown>> = {
    '@tensorflow/tfjs': tf,
    '@tensorflow/tfjs-backend-wasm': wasm,
  }
  const faceApi = await loadCommonJs<FaceApi>(
    join(folder, 'dist', 'face-api.node-wasm.js'),
    (name) => parts[name] ?? require(name),
  )
  for (const network of networksOf(faceApi)) await network.loadFromDisk(join(folder, 'model'))
  return { faceApi, tf }
}

const errorEvents = ['uncaughtException', 'unhandledRejection']

/**
 * The code around the WebAssembly has any stray error of the thread thrown once more, which ends the thread; whoever runs the
 * plugin deals with those. So what it listens to is taken away again.
 */
async function keepingListeners(work: () => Promise<unknown>): Promise<void> {
  const emitter: EventEmitter = process
  const before = errorEvents.map((event) => emitter.listeners(event))
  await work()
  for (const [at, event] of errorEvents.entries()) {
    for (const listener of emitter.listeners(event)) {
      if (!before[at]?.includes(listener)) emitter.off(event, listener as () => void)
    }
  }
}

/** The networks that are used; face-api has others for age, gender and expression. */
export function networksOf({ nets }: FaceApi): readonly Network[] {
  return [nets.ssdMobilenetv1, nets.tinyFaceDetector, nets.faceLandmark68Net, nets.faceRecognitionNet]
}

/** What Node does with a CommonJS file, but for what `require` gives. */
async function loadCommonJs<T>(path: string, requireFor: (name: string) => unknown): Promise<T> {
  const code = await readFile(path, 'utf8')
  const module: { exports: unknown } = { exports: {} }
  compileFunction(code, ['module', 'exports', 'require'], { filename: path })(
    module,
    module.exports,
    requireFor,
  )
  return module.exports as T
}
