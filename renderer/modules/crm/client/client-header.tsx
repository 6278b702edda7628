import { ActionIcon, Button, Menu, Select } from '@mantine/core'
import { IconBrandWhatsapp, IconDots, IconFileTypePdf, IconMail, IconPhone } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { clientStatuses } from '../../../../shared/modules/crm/model.ts'
import type { Contact } from '../../../../shared/modules/crm/model.ts'
import type { ClientLife, ContactView } from '../../../../shared/modules/crm/model-views.ts'
import { whatsAppLink } from '../../../../shared/values/phone.ts'
import { InlineText } from '../../../components/fields/inline-kinds.tsx'
import { Tag } from '../../../components/show/status-badge.tsx'
import { seenUnits, useCommand } from '../../../data/use-command.ts'
import { showUndo } from '../../../feedback/show-undo.tsx'
import { useWords } from '../../../language/words.tsx'
import { useMay, useSession } from '../../../session/session.tsx'
import { ContactRoles } from '../contact-roles.tsx'
import { phoneInWords } from '../contact-columns.tsx'
import { greetingText } from '../matching/proposal.ts'
import { ClientPaperDialog } from '../reports/client-paper-dialog.tsx'
import { ClientScore } from './client-score.tsx'
import { ClientTags } from './client-tags.tsx'
import { useAct } from './use-act.ts'
import styles from './client.module.css'

/** Who it is, how far he is as a client, and how to reach him: by WhatsApp first. */
export function ClientHeader({ view, life }: { view: ContactView; life: ClientLife | null }) {
  const { t } = useWords()
  const { run } = useCommand()
  const { act } = useAct()
  const { member, agency } = useSession()
  const navigate = useNavigate()
  const mayDelete = useMay('contact.delete') && view.mayEdit
  const [printing, setPrinting] = useState(false)
  const { contact } = view
  const reachable = view.phones.filter((phone) => phone.e164 !== null)
  const whatsapp = reachable.find((phone) => phone.whatsapp)
  const call = reachable[0]
  const greeting = greetingText({ client: contact.name, member: member.name, agency: agency.name }, contact.language === 'en' ? 'en' : 'fr')
  const update = (patch: Partial<Pick<Contact, 'name' | 'clientStatus'>>, unit: string) => run('contact.update', { id: contact.id, patch }, { base: seenUnits(contact, [unit]) })
  async function remove() {
    await act(async () => {
      const { commandId } = await run('contact.delete', { id: contact.id })
      showUndo({ message: t('contacts.page.deleted', { name: contact.name }), commandId })
      void navigate({ to: '/contacts', search: {} })
    })
  }
  return (
    <header className={styles.header}>
      <div className={styles.headLine}>
        {life ? <ClientScore life={life} /> : null}
        <h1 className={styles.name}>
          <InlineText
            layout="bare"
            label={t('contact.name')}
            value={contact.name}
            readOnly={!view.mayEdit}
            check={(value) => (value === null ? t('contacts.form.required') : null)}
            save={(value) => update({ name: value ?? contact.name }, 'name')}
          />
        </h1>
        <div className={styles.reach}>
          {whatsapp ? (
            <Button component="a" href={whatsAppLink(whatsapp.e164!, greeting)} target="_blank" rel="noreferrer" leftSection={<IconBrandWhatsapp size={18} />} title={phoneInWords(whatsapp)}>
              {t('client.contact_by.whatsapp')}
            </Button>
          ) : null}
          {call ? (
            <Button variant="default" component="a" href={`tel:${call.e164}`} leftSection={<IconPhone size={16} />} title={phoneInWords(call)}>
              {t('client.contact_by.call')}
            </Button>
          ) : null}
          {contact.email ? (
            <Button variant="default" component="a" href={`mailto:${contact.email}`} leftSection={<IconMail size={16} />} title={contact.email}>
              {t('client.contact_by.mail')}
            </Button>
          ) : null}
          <Button variant="default" leftSection={<IconFileTypePdf size={16} />} onClick={() => setPrinting(true)}>
            {t('report.save.client')}
          </Button>
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon size={34} variant="default" aria-label={`${t('client.search.edit')} : ${contact.name}`}>
                <IconDots size={17} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => void navigate({ to: '/contacts/duplicates', search: {} })}>{t('client.duplicates.open')}</Menu.Item>
              {mayDelete ? (
                <Menu.Item color="red" onClick={() => void remove()}>
                  {t('contacts.page.delete')}
                </Menu.Item>
              ) : null}
            </Menu.Dropdown>
          </Menu>
        </div>
      </div>
      <div className={styles.headTags}>
        {view.mayEdit ? (
          <Select
            size="xs"
            w={140}
            aria-label={t('contact.clientStatus')}
            allowDeselect={false}
            data={[{ value: '', label: t('client.no_status') }, ...clientStatuses.map((value) => ({ value, label: t(`contact.clientStatuses.${value}`) }))]}
            value={contact.clientStatus ?? ''}
            onChange={(value) => void act(() => update({ clientStatus: (value || null) as Contact['clientStatus'] }, 'clientStatus'))}
          />
        ) : contact.clientStatus ? (
          <Tag tone="line">{t(`contact.clientStatuses.${contact.clientStatus}`)}</Tag>
        ) : null}
        <ContactRoles view={view} />
        <ClientTags view={view} />
      </div>
      <ClientPaperDialog contact={contact} opened={printing} onClose={() => setPrinting(false)} />
    </header>
  )
}
