import type { MainColor } from './palette.ts'

/** A disc of the colour as SVG, with a thin edge so that white can be seen on a white card. */
export function swatch({ hex }: MainColor): Uint8Array {
  return new TextEncoder().encode(
    `<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90"><circle cx="45" cy="45" r="44" fill="${hex}" stroke="#C8C8C8" stroke-width="1.5"/></svg>`,
  )
}

/** What shows when the mouse rests on the disc, and in the list of colours: `Sky blue #7FBDE8, 34%`. */
export function swatchText({ name, hex, share }: MainColor): string {
  return `${name} ${hex}, ${Math.max(1, Math.round(share * 100))}%`
}
