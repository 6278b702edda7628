import { Button, Modal, Select, SegmentedControl, Textarea } from '@mantine/core'
import { IconBrandWhatsapp } from '@tabler/icons-react'
import { useState } from 'react'
import type { ContactView } from '../../../../shared/modules/crm/model-views.ts'
import { whatsAppLink } from '../../../../shared/values/phone.ts'
import type { Language } from '../../../../shared/language/index.ts'
import { newId } from '../../../data/new-id.ts'
import { useCommand } from '../../../data/use-command.ts'
import { useCore } from '../../../data/use-core.ts'
import { ErrorNote } from '../../../feedback/error-note.tsx'
import { showError } from '../../../feedback/show.tsx'
import { showUndo } from '../../../feedback/show-undo.tsx'
import { useWords } from '../../../language/words.tsx'
import { useSession } from '../../../session/session.tsx'
import { phoneInWords } from '../contact-columns.tsx'
import { proposalText } from './proposal.ts'
import type { Proposed } from './proposal.ts'
import styles from './matching.module.css'

type ProposeProps = { contactId: string; property: Proposed; onClose: () => void }

/** A message that is ready, in the client's language; WhatsApp sends it, and it is noted here. */
export function ProposeDialog({ contactId, property, onClose }: ProposeProps) {
  const { t } = useWords()
  const { data, error, refetch } = useCore(['contacts', 'get'], { id: contactId }, { keep: false })
  return (
    <Modal
      opened
      onClose={onClose}
      size={520}
      title={t('matching.propose.title', { name: data?.contact.name ?? '' })}
      closeButtonProps={{ 'aria-label': t('common.action.close') }}
    >
      {error ? <ErrorNote error={error} onRetry={() => void refetch()} /> : null}
      {data ? <Proposal view={data} property={property} onClose={onClose} /> : null}
    </Modal>
  )
}

function Proposal({ view, property, onClose }: { view: ContactView; property: Proposed; onClose: () => void }) {
  const { t } = useWords()
  const { run } = useCommand()
  const { member, agency } = useSession()
  const { contact } = view
  const numbers = view.phones.filter((phone) => phone.e164 !== null).toSorted((a, b) => Number(b.whatsapp) - Number(a.whatsapp))
  const [number, setNumber] = useState(numbers[0]?.e164 ?? null)
  const [language, setLanguage] = useState<Language>(contact.language === 'en' ? 'en' : 'fr')
  const written = (of: Language) => proposalText(property, { client: contact.name, member: member.name, agency: agency.name }, of)
  const [text, setText] = useState(() => written(language))
  const refused = view.consents.some(({ purpose, channel, given }) => purpose === 'marketing' && channel === 'whatsapp' && !given)

  async function note() {
    onClose()
    try {
      const { commandId } = await run('interaction.create', {
        id: newId(), contactId: contact.id, propertyId: property.id, type: 'message', channel: 'whatsapp',
        subject: t('matching.propose.subject', { title: property.title }).slice(0, 200), content: text.trim() || null, at: Date.now(),
      })
      showUndo({ message: t('matching.propose.done', { title: property.title }), commandId })
    } catch (error) {
      showError(error)
    }
  }
  if (number === null) return <p className={styles.note}>{t('matching.propose.no_number')}</p>
  return (
    <div className={styles.propose}>
      {refused ? <p className={styles.note}>{t('matching.propose.refused')}</p> : null}
      {numbers.length > 1 ? (
        <Select
          size="sm"
          label={t('matching.propose.number')}
          allowDeselect={false}
          data={numbers.map((phone) => ({ value: phone.e164!, label: phoneInWords(phone) }))}
          value={number}
          onChange={setNumber}
        />
      ) : null}
      <SegmentedControl
        size="xs"
        aria-label={t('matching.propose.language')}
        data={(['fr', 'en'] as const).map((value) => ({ value, label: t(`common.language.${value}`) }))}
        value={language}
        onChange={(value) => {
          const next = value === 'en' ? 'en' : 'fr'
          // What somebody wrote himself is not thrown away.
          if (text === written(language)) setText(written(next))
          setLanguage(next)
        }}
      />
      <Textarea
        data-autofocus
        autosize
        minRows={6}
        maxRows={14}
        maxLength={4000}
        label={t('matching.propose.text')}
        description={t('matching.propose.hint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button
        component="a"
        href={whatsAppLink(number, text)}
        target="_blank"
        rel="noreferrer"
        leftSection={<IconBrandWhatsapp size={18} />}
        onClick={() => void note()}
      >
        {t('matching.propose.open')}
      </Button>
    </div>
  )
}
