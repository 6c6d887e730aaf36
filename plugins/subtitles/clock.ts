/** `1:02:03,450`, `02:03.45`, `2:3`: hours, minutes and seconds, with a comma, a point or a colon before the fraction. */
const clock = /^(?:(\d{1,3}):)?(\d{1,3}):(\d{1,2})(?:[.,:](\d{1,9}))?$/

/** Seconds that a time of a clock stands for; undefined where it is none. */
export function secondsOf(text: string): number | undefined {
  const parts = clock.exec(text.trim())
  if (!parts) return undefined
  const [, hours = '0', minutes = '0', seconds = '0', fraction = '0'] = parts
  return rounded(Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds) + Number(`0.${fraction}`))
}

/** To the millisecond, which is as exact as any of the formats. */
export function rounded(seconds: number): number {
  return Math.round(seconds * 1000) / 1000
}

/** How a length is written: `1:32:10`, `4:05`. */
export function lengthWords(seconds: number): string {
  const whole = Math.round(seconds)
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60)]
  const rest = String(whole % 60).padStart(2, '0')
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`
}
