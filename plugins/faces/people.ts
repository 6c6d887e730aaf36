import type { Appearance } from 'box-skill-runner/plugin'
import type { Face } from './find-faces.ts'

/** One face in one picture, with what is needed to show it. */
export interface Sighting {
  readonly face: Face
  /** JPEG of the face. */
  readonly image: Uint8Array
  /** Number of the picture or frame in which it was seen. */
  readonly picture: number
  /** When it was seen, in a film; undefined in a picture. */
  readonly time: Required<Appearance> | undefined
}

/** All sightings of one face. */
export interface Person {
  /** The clearest one, to show. */
  readonly best: Sighting
  readonly sightings: readonly Sighting[]
  /** Stretches of a film, in order, those that touch made one. */
  readonly appears: readonly Required<Appearance>[]
}

/**
 * Distances of features up to which two faces are one person's. The network's authors found 0.6 to part strangers best; here a
 * wrong pair is worse than a missed one. Within one picture even less is allowed: there two faces are nearly always
 * two people, and relatives and friends come as near as 0.46, while mirror images and prints stay below 0.3.
 */
const SAME_IN_FILM = 0.5
const SAME_IN_PICTURE = 0.4

/**
 * Groups the sightings by face. Each goes to the person whom it resembles most, on average of what was seen of them;
 * faces without features are people of their own.
 *
 * @param sightings in the order of time, and within a picture the largest first.
 * @returns those who are seen longest first, in a picture the largest first.
 */
export function groupPeople(sightings: readonly Sighting[]): Person[] {
  const groups: Sighting[][] = []
  for (const sighting of sightings) {
    const nearest = groups
      .map((group) => ({ group, distance: distanceTo(group, sighting) }))
      .sort((one, other) => one.distance - other.distance)[0]
    if (nearest === undefined || nearest.distance === Number.POSITIVE_INFINITY) groups.push([sighting])
    else nearest.group.push(sighting)
  }
  const people = groups.map(toPerson)
  return people.sort((one, other) => weight(other) - weight(one))
}

/** Infinite where they are two people. */
function distanceTo(group: readonly Sighting[], sighting: Sighting): number {
  const distances = group.map((known) => {
    const distance = featureDistance(known.face.features, sighting.face.features)
    const limit = known.picture === sighting.picture ? SAME_IN_PICTURE : SAME_IN_FILM
    // Once too far from one of the same picture is enough: there they stand side by side.
    return known.picture === sighting.picture && distance > limit ? Number.POSITIVE_INFINITY : distance
  })
  const mean = distances.reduce((sum, distance) => sum + distance, 0) / distances.length
  return mean <= SAME_IN_FILM ? mean : Number.POSITIVE_INFINITY
}

/** The length of the line between two lists of features: 0 for the same picture, about 0.7 for strangers. */
function featureDistance(one: Float32Array | undefined, other: Float32Array | undefined): number {
  if (one === undefined || other === undefined) return Number.POSITIVE_INFINITY
  return Math.hypot(...one.map((value, at) => value - (other[at] ?? 0)))
}

function toPerson(sightings: readonly Sighting[]): Person {
  const best = sightings.reduce((one, other) => (clearness(other) > clearness(one) ? other : one))
  const appears: Required<Appearance>[] = []
  for (const { time } of sightings) {
    const last = appears.at(-1)
    if (time === undefined || last?.end === time.end) continue
    if (last?.end === time.start) appears[appears.length - 1] = { start: last.start, end: time.end }
    else appears.push(time)
  }
  return { best, sightings, appears }
}

/** A large face that the network is sure of, which is one that looks into the camera. */
function clearness({ face: { box, score } }: Sighting): number {
  return box.width * box.height * score ** 4
}

/** In a film the seconds, in a picture the size of the face. */
function weight({ appears, best }: Person): number {
  if (best.time === undefined) return best.face.box.width * best.face.box.height
  return appears.reduce((seconds, { start, end }) => seconds + end - start, 0)
}
