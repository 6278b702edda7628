import type { Filter, FilterField } from '../../../shared/values/filter.ts'
import { useWords } from '../../language/words.tsx'
import { ChoiceEditor } from './choice-editor.tsx'
import { DayEditor } from './day-editor.tsx'
import styles from './filter.module.css'
import type { FilterChoices } from './filter-types.ts'
import { FlagEditor } from './flag-editor.tsx'
import { RangeEditor } from './range-editor.tsx'
import { TextEditor } from './text-editor.tsx'

export type FilterEditorProps = {
  field: FilterField
  filter: Filter | null
  choices?: FilterChoices | undefined
  /** Null while what is entered makes no filter. */
  onChange: (filter: Filter | null) => void
  onDone: () => void
}

/** The editor that fits the kind of a field. Whatever is entered filters at once; Enter and Escape close. */
export function FilterEditor(props: FilterEditorProps) {
  const { tKey } = useWords()
  const { field } = props
  return (
    <div
      className={styles.editor}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !event.defaultPrevented) props.onDone()
      }}
    >
      <div className={styles.editorTitle}>{tKey(field.label)}</div>
      <KindEditor {...props} />
    </div>
  )
}

function KindEditor(props: FilterEditorProps) {
  switch (props.field.kind) {
    case 'enum':
    case 'member':
      return <ChoiceEditor {...props} />
    case 'place':
    case 'text':
      return props.choices?.(props.field) ? <ChoiceEditor {...props} /> : <TextEditor {...props} />
    case 'number':
    case 'amount':
      return <RangeEditor {...props} />
    case 'day':
    case 'instant':
      return <DayEditor {...props} />
    case 'flag':
      return <FlagEditor {...props} />
  }
}
