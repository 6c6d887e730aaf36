import type { Bmp } from 'box-skill-plugin-document-text/pictures'
import type { Code } from './code.ts'
import { enlarged, type GreyPicture, inverted, reduced, turned } from './grey-picture.ts'
import type { Scanner } from './scanner.ts'

/** For the further looks, which are for a code that fills a good part of the picture. */
const MAX_PIXELS_AGAIN = 2_000_000
/** A picture so small is mostly code, and its modules may have less than two pixels. */
const FEW_PIXELS = 250_000
const ENLARGEMENT = 3

/**
 * Finds the codes in a picture. zxing reads matrix codes in any direction and stripes that are turned by up to some 30° from the
 * straight; where it finds nothing, it gets the picture enlarged, turned by 45°, and with black for white.
 *
 * @returns Undefined where the picture took too long.
 */
export async function findCodes(
  picture: GreyPicture | Bmp,
  scanner: Scanner,
  signal: AbortSignal,
): Promise<readonly Code[] | undefined> {
  for await (const look of looksAt(picture)) {
    const codes = await scanner.scan(look, signal)
    if (codes === undefined || codes.length > 0) return codes
  }
  return []
}

async function* looksAt(picture: GreyPicture | Bmp): AsyncGenerator<GreyPicture | Bmp> {
  yield picture
  if ('bmp' in picture) return
  const again = await reduced(picture, MAX_PIXELS_AGAIN)
  if (again.width * again.height < FEW_PIXELS) yield enlarged(again, ENLARGEMENT)
  yield turned(again)
  yield inverted(again)
}
