import { describe, expect, it } from 'vitest'
import { look } from './look.ts'

describe('an archive', () => {
  it('of many files is told of by numbers, folders and the largest files', async () => {
    expect(await look('holiday.zip')).toMatchInlineSnapshot(`
      {
        "Archive": [
          "Format: ZIP",
          "Contents: 30 files, 3 folders",
          "Kinds: 26 pictures, 3 documents, 1 video",
          "Unpacked: 51 KB",
          "Dates: 2024-04-20 to 2024-05-27",
          "Comment: Pictures of the bay, for everyone who was there.",
        ],
        "Contents": [
          "Holiday 2024/Beach/ 27 files, 46 KB",
          "Holiday 2024/Tickets/ 2 files, 3.5 KB",
          "Holiday 2024/packing list.txt: 560 bytes",
        ],
        "Largest files": [
          "Holiday 2024/Beach/sunset.mov: 9 KB",
          "Holiday 2024/Tickets/boarding pass.pdf: 2 KB",
          "Holiday 2024/Beach/IMG_0026.jpg: 1.9 KB",
          "Holiday 2024/Beach/IMG_0025.jpg: 1.9 KB",
          "Holiday 2024/Beach/IMG_0024.jpg: 1.9 KB",
        ],
      }
    `)
  })

  it('of few files is told of by all of them', async () => {
    expect(await look('scans.7z')).toMatchInlineSnapshot(`
      {
        "Archive": [
          "Format: 7-Zip",
          "Contents: 5 files, 2 folders, 1 link",
          "Kinds: 4 pictures, 1 spreadsheet",
          "Unpacked: 3.2 KB",
          "Dates: 2024-05-03",
          "Links: 1, and where they lead shows only on unpacking",
        ],
        "Files": [
          "Scans/2023/page 1.tif: 800 bytes",
          "Scans/2023/page 2.tif: 800 bytes",
          "Scans/2023/page 3.tif: 800 bytes",
          "Scans/2023/page 4.tif: 800 bytes",
          "Scans/index.csv: 11 bytes",
        ],
      }
    `)
  })

  it('in one folder is told of by what lies in that folder', async () => {
    expect(await look('harbour-1.2.tar.gz')).toMatchInlineSnapshot(`
      {
        "Archive": [
          "Format: TAR, packed with gzip",
          "Contents: 23 files, 5 folders, 1 link",
          "Kinds: 19 source files, 1 document, 1 web page, 1 picture, 1 other file",
          "Unpacked: 5.9 KB, 3.8 times its size",
          "Dates: 2024-05-03",
        ],
        "Contents": [
          "harbour-1.2/src/ 19 files, 5 KB",
          "harbour-1.2/docs/ 2 files, 712 bytes",
          "harbour-1.2/test/ is empty",
          "harbour-1.2/LICENSE: 200 bytes",
          "harbour-1.2/README.md: 10 bytes",
          "harbour-1.2/latest",
        ],
        "Largest files": [
          "harbour-1.2/docs/tide.png: 700 bytes",
          "harbour-1.2/src/part18.c: 522 bytes",
          "harbour-1.2/src/part17.c: 493 bytes",
          "harbour-1.2/src/part16.c: 464 bytes",
          "harbour-1.2/src/part15.c: 435 bytes",
        ],
      }
    `)
  })

  it.each([
    ['harbour.tar.bz2', 'TAR, packed with bzip2'],
    ['harbour.tar.xz', 'TAR, packed with xz'],
    ['harbour.tar.zst', 'TAR, packed with Zstandard'],
  ])('reads the same whether it is packed with gzip or as %s', async (name, format) => {
    const { Archive = [], ...rest } = await look(name)
    const { Archive: plain = [], ...same } = await look('harbour-1.2.tar.gz')

    expect(Archive[0]).toBe(`Format: ${format}`)
    expect(Archive[1]).toBe(plain[1])
    expect(rest).toEqual(same)
  })

  it.each([
    ['scans.cab', 'Format: Cabinet', 'Scans/2023/page 1.tif: 800 bytes'],
    ['scans.iso', 'Format: ISO disc image', '2023/page 4.tif: 800 bytes'],
    ['harbour-gnu.tar', 'Format: TAR', 'harbour-1.2/docs/tide.png: 700 bytes'],
    ['really-a-tar.zip', 'Format: TAR', 'harbour-1.2/README.md: 10 bytes'],
  ])('is read by its content: %s', async (name, format, file) => {
    const { Archive, Files } = await look(name)

    expect(Archive).toContain(format)
    expect(Files).toContain(file)
  })

  it('of one packed file tells its name and real size', async () => {
    expect(await look('export.gz')).toEqual({
      Archive: ['Format: gzip, one file', 'File: tide gauge.log', 'Unpacked: 88 KB, 34 times its size'],
    })
  })

  it('of a Mac is told of without what macOS has added to it', async () => {
    expect(await look('from-a-mac.zip')).toMatchInlineSnapshot(`
      {
        "Archive": [
          "Format: ZIP",
          "Contents: 4 files, 1 folder",
          "Not counted: 5 helper files of macOS",
          "Kinds: 3 pictures, 1 archive",
          "Unpacked: 1.9 KB",
          "Dates: 2024-05-03",
        ],
        "Archives inside": [
          "Pictures/old.zip: 1 file, 90 bytes",
        ],
        "Files": [
          "Pictures/IMG_1.jpg: 400 bytes",
          "Pictures/IMG_2.jpg: 400 bytes",
          "Pictures/IMG_3.jpg: 400 bytes",
          "Pictures/old.zip: 203 bytes",
        ],
      }
    `)
  })

  it('behind something else is read like any other', async () => {
    const { Archive, Files } = await look('behind-a-picture.zip')

    expect(Archive).toContain('Contents: 2 files, 2 folders')
    expect(Files).toEqual([
      'Holiday 2024/Beach/IMG_0001.jpg: 940 bytes',
      'Holiday 2024/Beach/IMG_0002.jpg: 980 bytes',
    ])
  })

  it('without any file says so', async () => {
    expect(await look('no-files.zip')).toEqual({ Archive: ['Format: ZIP', 'Contents: No files'] })
  })

  it('shows as many of the largest files as the operator wants', async () => {
    expect((await look('holiday.zip', { largest: 1 }))['Largest files']).toEqual([
      'Holiday 2024/Beach/sunset.mov: 9 KB',
    ])
    expect((await look('holiday.zip', { largest: 0 }))['Largest files']).toBeUndefined()
  })
})

describe('a locked archive', () => {
  it('says that its list needs a password', async () => {
    expect(await look('locked.7z')).toEqual({
      Archive: ['Format: 7-Zip', 'Locked: Needs a password, even for the list of files'],
    })
  })

  it.each(['locked-files.7z', 'locked.zip'])('%s is listed where only the files are locked', async (name) => {
    const { Archive, Files } = await look(name)

    expect(Archive).toContain('Locked: All files need a password')
    expect(Files).toContain('Scans/2023/page 1.tif: 800 bytes')
  })
})

describe('warnings', () => {
  it('come first, the worst on top', async () => {
    const found = await look('hostile.zip')

    expect(Object.keys(found)[0]).toBe('Warnings')
    expect(found.Warnings).toMatchInlineSnapshot(`
      [
        "3 names would be unpacked outside of the folder: ../../etc/cron.d/job, /etc/passwd, C:\\Windows\\win.ini",
        "1 link leads outside of the folder: link → /etc/passwd",
        "2 programs with the name of a document or picture: invoice.pdf.exe, letter.docx … .scr",
        "1 name with hidden characters that turn what is read: photo[U+202E]gpj.exe",
        "3 programs or scripts that Windows starts on opening: photo[U+202E]gpj.exe, setup.exe, start.bat",
        "1 name is there more than once: readme.txt",
        "1 entry for a device or pipe: pipe",
        "1 name of a device of Windows: aux.txt",
        "1 name ending in a dot or blank, which Windows leaves out: folder./notes.txt",
      ]
    `)
  })

  it('name links and devices of a tar archive', async () => {
    expect((await look('hostile.tar')).Warnings).toMatchInlineSnapshot(`
      [
        "1 name would be unpacked outside of the folder: ../up.txt",
        "2 links lead outside of the folder: link → ../../outside, hard → /etc/shadow",
        "1 name is there more than once: ok.txt",
        "1 entry for a device or pipe: null",
      ]
    `)
  })

  it('name what a RAR archive hides', async () => {
    expect((await look('minutes.rar')).Warnings).toMatchInlineSnapshot(`
      [
        "1 link leads outside of the folder: Minutes/newest → ../../etc/shadow",
        "1 name with hidden characters that turn what is read: Minutes/plan.pdf[U+202E]fdp.exe",
        "1 program or script that Windows starts on opening: Minutes/plan.pdf[U+202E]fdp.exe",
      ]
    `)
  })

  it('tell of headers that disagree', async () => {
    expect((await look('lying.zip')).Warnings).toEqual([
      '1 name with a NUL, which hides what follows it: nul[U+0000]name.txt',
      '1 file is listed otherwise than what is there: report.txt',
    ])
  })

  it('tell of files that share their bytes', async () => {
    expect((await look('overlap.zip')).Warnings?.[0]).toBe(
      '2 files share their bytes with others, as in bombs that fill disks: b.txt, c.txt',
    )
  })

  it('tell that the end is missing, beside what is there', async () => {
    const { Warnings, Archive } = await look('truncated.zip')

    expect(Warnings).toEqual(['Damaged or cut off: only what could be read is told here.'])
    expect(Archive).toContain('Contents: 16 files, 2 folders')
  })

  it('are not there for an honest archive', async () => {
    expect(Object.keys(await look('holiday.zip'))).toEqual(['Archive', 'Contents', 'Largest files'])
  })
})

describe('archives inside', () => {
  it('are looked into, and warned of with their path', async () => {
    const found = await look('parcels.zip')

    expect(found['Archives inside']).toMatchInlineSnapshot(`
      [
        "a/photos.zip: 2 files, 500 bytes",
        "a/source.tar.gz: 1 file, 10 bytes",
        "deep.zip: 2 files, 118 bytes",
        "broken.zip: cannot be read",
        "scans.7z: 5 files, 3.2 KB",
      ]
    `)
    expect(found.Warnings).toMatchInlineSnapshot(`
      [
        "1 name would be unpacked outside of the folder: a/photos.zip › ../two.jpg",
        "Archives lie in archives in archives: deep.zip › deepest.zip",
        "1 archive inside cannot be read: broken.zip",
      ]
    `)
  })

  it('are only counted where the operator wants that', async () => {
    const { Archive, Warnings, ...rest } = await look('parcels.zip', { depth: 0 })

    expect(Archive).toContain('Kinds: 5 archives, 1 document')
    expect(Warnings).toBeUndefined()
    expect(rest).not.toHaveProperty('Archives inside')
  })

  it('are followed deeper where the operator wants that', async () => {
    const { Warnings } = await look('parcels.zip', { depth: 2 })

    expect(Warnings?.join()).not.toContain('archives in archives')
  })
})
