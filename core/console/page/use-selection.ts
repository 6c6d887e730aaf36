import { useEffect, useState } from 'preact/hooks'

/** Id of the file that the address names after `#/files/`; undefined where it names none. */
export function useSelection(): string | undefined {
  const [chosen, setChosen] = useState(chosenFile)
  useEffect(() => {
    const onChange = () => setChosen(chosenFile())
    addEventListener('hashchange', onChange)
    return () => removeEventListener('hashchange', onChange)
  }, [])
  return chosen
}

/** Has the page show a file. */
export function choose(fileId: string): void {
  location.hash = `#/files/${encodeURIComponent(fileId)}`
}

function chosenFile(): string | undefined {
  return location.hash.match(/^#\/files\/(\w+)$/)?.[1]
}
