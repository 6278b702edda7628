import { Popover, TagsInput, UnstyledButton, VisuallyHidden } from '@mantine/core'
import { IconTag } from '@tabler/icons-react'
import { useState } from 'react'
import { tagSchema } from '../../../../shared/modules/crm/model.ts'
import type { ContactView } from '../../../../shared/modules/crm/model-views.ts'
import { fold } from '../../../../shared/values/fold.ts'
import { Tag } from '../../../components/show/status-badge.tsx'
import { useCommand } from '../../../data/use-command.ts'
import { useCore } from '../../../data/use-core.ts'
import { useWords } from '../../../language/words.tsx'
import { useAct } from './use-act.ts'
import styles from './client.module.css'

/** Words the agency gives to people; those in use are offered. Each that is added or taken away is saved at once. */
export function ClientTags({ view }: { view: ContactView }) {
  const { t } = useWords()
  const { run } = useCommand()
  const { act } = useAct()
  const [opened, setOpened] = useState(false)
  const known = useCore(['contacts', 'tags'], {}, { enabled: opened })
  const tags = view.tags.map((tag) => (
    <Tag key={tag} tone="line">
      {tag}
    </Tag>
  ))
  if (!view.mayEdit) return <span className={styles.tags}>{tags}</span>
  const has = (list: readonly string[], tag: string) => list.some((one) => fold(one) === fold(tag))
  function change(next: string[]) {
    const add = next.filter((tag) => !has(view.tags, tag) && tagSchema.safeParse(tag).success)
    const remove = view.tags.filter((tag) => !has(next, tag))
    if (add.length + remove.length > 0) void act(() => run('contact.setTags', { id: view.contact.id, add, remove }))
  }
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" trapFocus returnFocus width={320}>
      <Popover.Target>
        <UnstyledButton className={styles.tagButton} onClick={() => setOpened(!opened)}>
          <VisuallyHidden>{t('client.tags.edit')} :</VisuallyHidden>
          {tags.length > 0 ? (
            <span className={styles.tags}>{tags}</span>
          ) : (
            <>
              <IconTag size={14} aria-hidden /> {t('client.tags.none')}
            </>
          )}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <TagsInput
          data-autofocus
          size="sm"
          label={t('client.tags.label')}
          description={t('client.tags.hint')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          maxLength={40}
          comboboxProps={{ withinPortal: false }}
          isDuplicate={(tag, current) => has(current, tag)}
          data={(known.data ?? []).map(({ tag }) => tag)}
          value={view.tags}
          onChange={change}
        />
      </Popover.Dropdown>
    </Popover>
  )
}
