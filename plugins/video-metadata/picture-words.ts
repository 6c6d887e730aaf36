import type { Track } from './read-media.ts'
import { numberOf, textOf } from './texts.ts'

/** A track of pictures in words: `1920 × 1080, 29.97 fps, H.265 (HEVC), HDR10`. Undefined where nothing is known. */
export function pictureWords(track: Track): string | undefined {
  const parts = [sizeWords(track), rateWords(track), pictureFormat(track), hdrWords(track)]
  if (/^(?:Interlaced|MBAFF|PAFF)/.test(String(track.ScanType))) parts.push('interlaced')
  return parts.filter((part) => part !== undefined).join(', ') || undefined
}

/** As players show it, so after turning it; with the shape of the picture where its pixels are not square. */
function sizeWords(track: Track): string | undefined {
  const [width, height] = [numberOf(track.Width), numberOf(track.Height)]
  if (width === undefined || height === undefined) return undefined
  const turned = Math.round((numberOf(track.Rotation) ?? 0) / 90) % 2 === 1
  const size = turned ? `${height} × ${width}` : `${width} × ${height}`
  const shape = numberOf(track.DisplayAspectRatio)
  const square = Math.abs((numberOf(track.PixelAspectRatio) ?? 1) - 1) < 0.01
  return square || shape === undefined ? size : `${size} (shown as ${shapeWords(shape)})`
}

function shapeWords(ratio: number): string {
  const known = [
    [16 / 9, '16:9'],
    [4 / 3, '4:3'],
    [1.85, '1.85:1'],
    [2.39, '2.39:1'],
  ] as const
  const match = known.find(([value]) => Math.abs(value - ratio) < 0.02)
  return match?.[1] ?? `${Math.round(ratio * 100) / 100}:1`
}

function rateWords(track: Track): string | undefined {
  const rate = numberOf(track.FrameRate)
  if (rate === undefined) return undefined
  // 29.97 and 23.976 are how people know them; a rate that varies is only known on average.
  return track.FrameRate_Mode === 'VFR'
    ? `about ${Math.round(rate)} fps`
    : `${Math.round(rate * 1000) / 1000} fps`
}

const formats: Readonly<Record<string, string>> = {
  AVC: 'H.264',
  HEVC: 'H.265 (HEVC)',
  VVC: 'H.266 (VVC)',
  'MPEG-4 Visual': 'MPEG-4',
}

function pictureFormat(track: Track): string | undefined {
  const format = textOf(track.Format)
  if (format === 'MPEG Video') return `MPEG-${track.Format_Version === '1' ? 1 : 2}`
  return format === undefined ? undefined : (formats[format] ?? format)
}

function hdrWords(track: Track): string | undefined {
  const hdr = `${track.HDR_Format} ${track.HDR_Format_Compatibility}`
  if (hdr.includes('Dolby Vision')) return 'Dolby Vision'
  if (hdr.includes('ST 2094')) return 'HDR10+'
  // MediaInfo gives both where container and stream say it: `PQ / PQ`.
  const transfer = String(track.transfer_characteristics)
  if (transfer.includes('HLG')) return 'HDR (HLG)'
  return transfer.includes('PQ') ? 'HDR10' : undefined
}
