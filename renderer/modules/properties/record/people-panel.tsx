import { Avatar, Button, UnstyledButton } from '@mantine/core'
import { IconPencil } from '@tabler/icons-react'
import { useState } from 'react'
import type { PropertyView } from '../../../../shared/modules/properties/model-views.ts'
import { formatPhone } from '../../../../shared/values/phone.ts'
import { InlineSelect } from '../../../components/fields/inline-kinds.tsx'
import { Panel } from '../../../components/show/panel.tsx'
import { newId } from '../../../data/new-id.ts'
import { useCommand } from '../../../data/use-command.ts'
import { useCore } from '../../../data/use-core.ts'
import { showError } from '../../../feedback/show.tsx'
import { showUndo } from '../../../feedback/show-undo.tsx'
import { useWords } from '../../../language/words.tsx'
import { ContactPicker } from './contact-picker.tsx'
import type { NewContact } from './contact-picker.tsx'
import { initialsOf, PhoneActions } from './owner-line.tsx'
import type { SaveProperty } from './use-save.ts'
import styles from './record.module.css'

/** Whose it is and who sells it. */
export function PeoplePanel({ view, save }: { view: PropertyView; save: SaveProperty }) {
  const { t } = useWords()
  const team = useCore(['team', 'list'], {})
  const { property, agent, mayEdit } = view
  const options = (team.data ?? [])
    .filter((member) => member.active || member.id === property.agentId)
    .map((member) => ({ value: member.id, label: member.name }))
  return (
    <Panel title={t('propertyRecord.people')}>
      <Owner view={view} save={save} />
      <InlineSelect
        label={t('property.agent')}
        value={property.agentId}
        show={agent?.name ?? null}
        clearable
        readOnly={!mayEdit}
        options={options}
        save={(agentId) => save({ agentId })}
      />
    </Panel>
  )
}

function Owner({ view, save }: { view: PropertyView; save: SaveProperty }) {
  const { t } = useWords()
  const { run } = useCommand()
  const [picking, setPicking] = useState(false)
  const { owner, mayEdit } = view

  const choose = async (ownerId: string | null) => {
    setPicking(false)
    try {
      const outcome = await save({ ownerId })
      if (owner) showUndo({ message: t('propertyRecord.ownerChanged'), commandId: outcome.commandId })
    } catch (error) {
      showError(error)
    }
  }
  const create = async ({ name, phone }: NewContact) => {
    const id = newId()
    try {
      await run('contact.create', {
        id,
        name: name.trim(),
        roles: ['owner'],
        phones: phone.trim() === '' ? [] : [{ typed: phone.trim(), whatsapp: true }],
      })
      await choose(id)
    } catch (error) {
      showError(error)
    }
  }

  if (picking) {
    return (
      <ContactPicker
        label={t('property.owner')}
        onChoose={(contact) => void choose(contact.id)}
        onCreate={(contact) => void create(contact)}
        onCancel={() => setPicking(false)}
        more={
          <span className={styles.pickerMore}>
            {owner ? (
              <Button size="compact-xs" variant="subtle" color="gray" onClick={() => void choose(null)}>
                {t('propertyRecord.removeOwner')}
              </Button>
            ) : null}
            <Button size="compact-xs" variant="subtle" color="gray" onClick={() => setPicking(false)}>
              {t('common.action.cancel')}
            </Button>
          </span>
        }
      />
    )
  }
  if (!owner) {
    return mayEdit ? (
      <Button size="xs" variant="default" fullWidth onClick={() => setPicking(true)} mb="xs">
        {t('propertyRecord.addOwner')}
      </Button>
    ) : (
      <p className={styles.quiet}>{t('propertyRecord.noOwner')}</p>
    )
  }
  return (
    <div className={styles.owner}>
      <Avatar size={36} color="lagoon" aria-hidden>
        {initialsOf(owner.name)}
      </Avatar>
      <div className={styles.ownerText}>
        <strong>{owner.name}</strong>
        <span className={styles.muted}>{t('property.owner')}</span>
        {owner.phones.map((phone) => (
          <span key={phone.typed} className={styles.phone}>
            {phone.e164 ? formatPhone(phone.e164) : phone.typed} <PhoneActions name={owner.name} phone={phone} />
          </span>
        ))}
      </div>
      {mayEdit ? (
        <UnstyledButton
          className={styles.iconButton}
          onClick={() => setPicking(true)}
          aria-label={t('propertyRecord.changeOwner')}
        >
          <IconPencil size={15} aria-hidden />
        </UnstyledButton>
      ) : null}
    </div>
  )
}
