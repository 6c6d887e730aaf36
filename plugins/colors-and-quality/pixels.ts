/** A decoded picture, scaled down, upright, in sRGB with transparency: four bytes a pixel, row by row. */
export interface Pixels {
  readonly data: Uint8Array
  readonly width: number
  readonly height: number
}

/** Pixels that are less opaque than this are not seen, so they do not count. */
export const OPAQUE = 128

/** Calls `look` for each pixel that is seen, every `step`-th one, with its three colours from 0 to 255. */
export function eachColor(
  { data }: Pixels,
  step: number,
  look: (red: number, green: number, blue: number) => void,
): void {
  for (let at = 0; at + 3 < data.length; at += 4 * step) {
    if ((data[at + 3] ?? 0) >= OPAQUE) look(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0)
  }
}

/** How bright each pixel is to the eye, from 0 to 255, on white where the picture is transparent (Rec. 601). */
export function greyOf({ data, width, height }: Pixels): Float32Array {
  const grey = new Float32Array(width * height)
  for (let pixel = 0; pixel < grey.length; pixel++) {
    const at = pixel * 4
    const luma = 0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0)
    const alpha = (data[at + 3] ?? 255) / 255
    grey[pixel] = luma * alpha + 255 * (1 - alpha)
  }
  return grey
}
