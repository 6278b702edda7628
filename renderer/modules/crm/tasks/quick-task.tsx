import { Button, TextInput } from '@mantine/core'
import { useRef, useState } from 'react'
import { FormProblem } from '../../../components/fields/form-problem.tsx'
import { Form } from '../../../components/fields/form.tsx'
import { newId } from '../../../data/new-id.ts'
import { useCommand } from '../../../data/use-command.ts'
import { useDraft } from '../../../data/use-draft.ts'
import { useWords } from '../../../language/words.tsx'
import { useFormAct } from '../../auth/use-form-act.ts'
import { DueField } from './due-field.tsx'
import type { DueValue } from './due-field.tsx'
import styles from './tasks.module.css'

export type About = { contactId?: string; leadId?: string; propertyId?: string }
type Draft = DueValue & { title: string }
const fresh: Draft = { title: '', dueOn: null, dueTime: null }

/** One line: what, for when; Enter adds it and the next can be written. `draft`: where what is typed is kept. */
export function QuickTask({ draft: key, about = {} }: { draft: string; about?: About }) {
  const { t } = useWords()
  const { run } = useCommand()
  const draft = useDraft<Draft>(`task-${key}`, fresh)
  const { waiting, problem, act } = useFormAct()
  const [tried, setTried] = useState(false)
  const [dueProblem, setDueProblem] = useState<string | null>(null)
  // Made anew after each task, so that nothing of the one before stays in the field of the day.
  const [round, setRound] = useState(0)
  const title = useRef<HTMLInputElement>(null)
  const { value } = draft
  const empty = value.title.trim() === ''

  function submit() {
    setTried(true)
    if (empty || dueProblem !== null) return
    void act(async () => {
      await run('task.create', { id: newId(), title: value.title.trim(), dueOn: value.dueOn, dueTime: value.dueTime, ...about })
      draft.clear()
      setTried(false)
      setRound((now) => now + 1)
      title.current?.focus()
    })
  }
  return (
    <Form onSubmit={submit}>
      <div className={styles.quick}>
        <TextInput
          ref={title}
          size="sm"
          className={styles.quickTitle!}
          aria-label={t('tasks.quick')}
          placeholder={t('tasks.quick_hint')}
          data-quick-task
          autoComplete="off"
          value={value.title}
          maxLength={200}
          onChange={(event) => {
            const typed = event.currentTarget.value
            draft.change((now) => ({ ...now, title: typed }))
          }}
          error={tried && empty ? t('tasks.title_required') : null}
        />
        <div className={styles.quickDue}>
          <DueField
            key={round}
            aria-label={t('tasks.quick_due')}
            value={value}
            onChange={(due) => draft.change((now) => ({ ...now, ...due }))}
            onProblem={setDueProblem}
            error={tried ? dueProblem : null}
          />
        </div>
        <Button type="submit" variant="default" size="sm" loading={waiting}>
          {t('tasks.add')}
        </Button>
      </div>
      <FormProblem>{problem}</FormProblem>
    </Form>
  )
}
