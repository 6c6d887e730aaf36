import type { ICommonTagsResult } from 'music-metadata'

/** What a sound file is to people, which decides how its rows are called. */
export type RecordingKind = 'music' | 'podcast' | 'audiobook' | 'recording'

/** Apple's number of an audiobook. */
const AUDIOBOOK = 2

/** What the tags say that it is; without any, it is somebody's recording. */
export function kindOf(common: ICommonTagsResult | undefined): RecordingKind {
  if (common === undefined) return 'recording'
  const genres = (common.genre ?? []).join(' ')
  if (common.podcast || common.podcasturl !== undefined || /podcast/i.test(genres)) return 'podcast'
  if (common.stik === AUDIOBOOK || /audio ?book|h[öo]rbuch|livre audio/i.test(genres)) return 'audiobook'
  const isMusic = [common.artist, common.album, common.track.no, common.genre, common.composer].some(
    (value) => value !== undefined && value !== null,
  )
  return isMusic ? 'music' : 'recording'
}
