/** A colour as the eye sees it (CIELAB, D65): lightness from 0 to 100, and two axes that are 0 for grey. */
export type Lab = readonly [lightness: number, a: number, b: number]

/** The three bytes of sRGB in CIELAB (IEC 61966-2-1, CIE 15). */
export function labOf(red: number, green: number, blue: number): Lab {
  const [r, g, b] = [linear(red), linear(green), linear(blue)]
  const x = curve((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505)
  const y = curve(0.2126 * r + 0.7152 * g + 0.0722 * b)
  const z = curve((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089)
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)]
}

/** How different two colours look; about 2 can just be told apart. */
export function colorDistance(first: Lab, second: Lab): number {
  const [lightness, a, b] = [first[0] - second[0], first[1] - second[1], first[2] - second[2]]
  // Many times as fast as Math.hypot, which takes care of numbers that colours do not have.
  return Math.sqrt(lightness * lightness + a * a + b * b)
}

/** How far a colour is from grey. */
export function chromaOf([, a, b]: Lab): number {
  return Math.hypot(a, b)
}

const linearValues = Float64Array.from({ length: 256 }, (_, value) => {
  const part = value / 255
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
})

function linear(value: number): number {
  return linearValues[value] ?? 0
}

function curve(value: number): number {
  return value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16 / 116
}
