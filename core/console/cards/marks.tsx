interface MarksProps {
  readonly marks: readonly string[]
  /** Whether it concerns more than this card. */
  readonly grave: boolean
}

/** What the author of a card may not expect of Box; not part of what Box shows. */
export function Marks({ marks, grave }: MarksProps) {
  if (marks.length === 0) return null
  return (
    <ul class={grave ? 'marks grave' : 'marks'} aria-label="Notes for the plugin’s author">
      {marks.map((mark) => (
        <li key={mark}>{mark}</li>
      ))}
    </ul>
  )
}
