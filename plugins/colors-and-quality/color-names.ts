import { colorDistance, type Lab, labOf } from './lab.ts'

/** Words that people use for colours, each with colours that most would call so. */
const names: Readonly<Record<string, readonly string[]>> = {
  Black: ['#0a0a0a'],
  'Dark grey': ['#404040'],
  Grey: ['#808080'],
  'Light grey': ['#c4c4c4'],
  White: ['#fafafa'],
  Cream: ['#f8f0d8'],
  Beige: ['#dccfb4'],
  Sand: ['#c8b088'],
  Khaki: ['#9a8f62'],
  Brown: ['#7a4a26', '#8b4513'],
  'Dark brown': ['#3c2415'],
  'Light brown': ['#b08560'],
  Tan: ['#d2a27c'],
  Taupe: ['#7c6f63'],
  Burgundy: ['#5c1226'],
  'Dark red': ['#8b1414'],
  Red: ['#d42020'],
  'Brick red': ['#a8452f'],
  Rust: ['#b8622e'],
  Coral: ['#f4795b'],
  Salmon: ['#e9a08a'],
  Peach: ['#f8cfae'],
  Orange: ['#f08a1c'],
  'Dark orange': ['#c4631a'],
  Ochre: ['#c98a3c'],
  Gold: ['#d6a520'],
  Yellow: ['#f5de28'],
  'Light yellow': ['#f7ee9c'],
  Mustard: ['#b08c1e'],
  Olive: ['#6c6a24'],
  'Olive green': ['#55602e'],
  Lime: ['#a6d62a'],
  Green: ['#35963c'],
  'Light green': ['#98d28e'],
  'Dark green': ['#1a4a25'],
  'Grey green': ['#8a9a82'],
  Mint: ['#bfe8d2'],
  Teal: ['#14787c'],
  'Dark teal': ['#0e3f46'],
  Turquoise: ['#38c3bb'],
  'Pale blue': ['#cfe2ee'],
  'Sky blue': ['#7fbde8'],
  'Light blue': ['#a9cbe6'],
  Blue: ['#2364c8', '#0a52d6'],
  'Bright blue': ['#1f3cf0'],
  'Steel blue': ['#5580a4'],
  Slate: ['#3e4f66'],
  'Slate grey': ['#5c6676'],
  'Grey blue': ['#8296aa'],
  'Dark blue': ['#173470', '#000080'],
  Navy: ['#141e3c'],
  Indigo: ['#3d2b8c'],
  Violet: ['#7a4bc8'],
  Purple: ['#7c2a86'],
  'Dark purple': ['#351b42'],
  Lavender: ['#bfb2dd'],
  Mauve: ['#9b7c94'],
  Plum: ['#6b3a55'],
  Magenta: ['#d428a8'],
  Pink: ['#f08cb4'],
  'Light pink': ['#f7cdd8'],
  Rose: ['#c8506e'],
}

const known: readonly (readonly [name: string, color: Lab])[] = Object.entries(names).flatMap(
  ([name, hexes]) => hexes.map((hex) => [name, labOf(...bytesOf(hex))] as const),
)

/** The word for a colour: that of the known colour which looks most like it. */
export function colorName(color: Lab): string {
  let [nearest, least] = ['', Number.POSITIVE_INFINITY]
  for (const [name, other] of known) {
    const distance = colorDistance(color, other)
    if (distance < least) [nearest, least] = [name, distance]
  }
  return nearest
}

function bytesOf(hex: string): [number, number, number] {
  const value = Number.parseInt(hex.slice(1), 16)
  return [value >> 16, (value >> 8) & 255, value & 255]
}
