import { Checkbox, Popover, UnstyledButton, VisuallyHidden } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { contactRoles } from '../../../shared/modules/crm/model.ts'
import type { ContactRole } from '../../../shared/modules/crm/model.ts'
import type { ContactView } from '../../../shared/modules/crm/model-views.ts'
import { Tag } from '../../components/show/status-badge.tsx'
import { useCommand } from '../../data/use-command.ts'
import { showError } from '../../feedback/show.tsx'
import { useWords } from '../../language/words.tsx'
import styles from './contacts.module.css'

/** One person may be owner, buyer and tenant at once: a set, changed one tick at a time. */
export function ContactRoles({ view }: { view: ContactView }) {
  const { t } = useWords()
  const { run } = useCommand()
  const tags =
    view.roles.length === 0 ? (
      <span className={styles.quiet}>{t('contacts.page.no_roles')}</span>
    ) : (
      view.roles.map((role) => (
        <Tag key={role} tone="lagoon">
          {t(`contacts.roles.${role}`)}
        </Tag>
      ))
    )
  async function set(role: ContactRole, has: boolean) {
    try {
      await run('contact.setRoles', { id: view.contact.id, ...(has ? { add: [role] } : { remove: [role] }) })
    } catch (error) {
      showError(error)
    }
  }
  if (!view.mayEdit) return <span className={styles.tags}>{tags}</span>
  return (
    <Popover position="bottom-start" trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton className={styles.roleButton}>
          <VisuallyHidden>{t('contacts.page.change_roles')} :</VisuallyHidden>
          {tags}
          <IconChevronDown size={14} aria-hidden />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <div className={styles.roleChoices} role="group" aria-label={t('contacts.page.roles')}>
          {contactRoles.map((role) => (
            <Checkbox
              key={role}
              size="xs"
              label={t(`contacts.roles.${role}`)}
              checked={view.roles.includes(role)}
              onChange={(event) => void set(role, event.currentTarget.checked)}
            />
          ))}
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}
