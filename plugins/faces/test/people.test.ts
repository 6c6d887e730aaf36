import { describe, expect, it } from 'vitest'
import { groupPeople, type Sighting } from '../people.ts'

/** A sighting whose features are a point on a line, so that distances are easy to see. */
function sighting(
  at: number | undefined,
  picture: number,
  more: Partial<Sighting> & { side?: number } = {},
): Sighting {
  const { side = 50, ...rest } = more
  const features = at === undefined ? undefined : new Float32Array(128).fill(0).with(0, at)
  const box = { x: 0, y: 0, width: side, height: side }
  return { face: { box, score: 0.9, features }, picture, image: new Uint8Array(), time: undefined, ...rest }
}

const second = (start: number) => ({ time: { start, end: start + 1 } })

describe('people', () => {
  it('are known again in other frames', () => {
    const people = groupPeople([sighting(0, 0), sighting(0.7, 0), sighting(0.1, 1), sighting(0.8, 1)])

    expect(people.map(({ sightings }) => sightings.map(({ picture }) => picture))).toEqual([
      [0, 1],
      [0, 1],
    ])
  })

  it('who stand side by side are told apart more strictly', () => {
    expect(groupPeople([sighting(0, 0), sighting(0.45, 0)])).toHaveLength(2)
    expect(groupPeople([sighting(0, 0), sighting(0.45, 1)])).toHaveLength(1)
  })

  it('are grouped in one picture where they are as alike as a mirror image', () => {
    expect(groupPeople([sighting(0, 0), sighting(0.3, 0)])).toHaveLength(1)
  })

  it('do not merge by a chain of small steps', () => {
    const people = groupPeople([0, 0.4, 0.8, 1.2].map((at, picture) => sighting(at, picture)))

    expect(people.map(({ sightings }) => sightings.length)).toEqual([2, 2])
  })

  it('are all different where faces are not compared', () => {
    expect(groupPeople([sighting(undefined, 0), sighting(undefined, 1), sighting(0, 2)])).toHaveLength(3)
  })

  it('come with those who are seen longest first, and stretches that touch made one', () => {
    const people = groupPeople([
      sighting(0.9, 0, second(0)),
      ...[1, 2, 3, 6].map((at) => sighting(0, at, second(at))),
    ])

    expect(people.map(({ appears }) => appears)).toEqual([
      [
        { start: 1, end: 4 },
        { start: 6, end: 7 },
      ],
      [{ start: 0, end: 1 }],
    ])
  })

  it('are seen once in a frame that shows them twice', () => {
    const [person] = groupPeople([sighting(0, 0, second(0)), sighting(0.1, 0, second(0))])

    expect(person?.appears).toEqual([{ start: 0, end: 1 }])
  })

  it('in a picture come with the largest first, and are shown by their clearest face', () => {
    const people = groupPeople([
      sighting(0.9, 0, { side: 80 }),
      sighting(0, 0, { side: 60 }),
      sighting(0.1, 0, { side: 100 }),
    ])

    expect(people.map(({ best }) => best.face.box.width)).toEqual([100, 80])
  })
})
