import { ActionIcon, Button, Checkbox } from '@mantine/core'
import { IconBrandWhatsapp, IconPhone, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import type { FormEvent } from 'react'
import type { ContactView, PhoneView } from '../../../shared/modules/crm/model-views.ts'
import { PhoneField } from '../../components/fields/phone-field.tsx'
import { Tag } from '../../components/show/status-badge.tsx'
import { useCommand } from '../../data/use-command.ts'
import { showError } from '../../feedback/show.tsx'
import { useWords } from '../../language/words.tsx'
import { useSession } from '../../session/session.tsx'
import { phoneInWords } from './contact-columns.tsx'
import styles from './contacts.module.css'

type Phone = Pick<PhoneView, 'typed' | 'whatsapp' | 'wave' | 'orangeMoney'>
const uses = ['whatsapp', 'wave', 'orangeMoney'] as const

/** Numbers in order, what each is used for, and a click to call or write. The whole set is one act. */
export function ContactPhones({ view }: { view: ContactView }) {
  const { t } = useWords()
  const { run } = useCommand()
  const { agency } = useSession()
  const [adding, setAdding] = useState<string | null>(null)
  const kept: Phone[] = view.phones.map(({ typed, whatsapp, wave, orangeMoney }) => ({ typed, whatsapp, wave, orangeMoney }))
  async function save(phones: Phone[]) {
    try {
      await run('contact.setPhones', { id: view.contact.id, phones })
    } catch (error) {
      showError(error)
    }
  }
  function add(event: FormEvent) {
    event.preventDefault()
    const typed = adding?.trim() ?? ''
    setAdding(null)
    if (typed !== '') void save([...kept, { typed, whatsapp: false, wave: false, orangeMoney: false }])
  }
  return (
    <div className={styles.phones}>
      {view.phones.length === 0 && adding === null ? <p className={styles.quiet}>{t('contacts.page.no_phone')}</p> : null}
      {view.phones.map((phone, index) => {
        const number = phoneInWords(phone)
        return (
          <div key={phone.id} className={styles.phone}>
            <span className={styles.phoneNumber}>{number}</span>
            {phone.e164 === null ? null : (
              <>
                <ActionIcon
                  component="a"
                  href={`tel:${phone.e164}`}
                  size={26}
                  aria-label={t('contacts.page.call', { number })}
                  title={t('contacts.page.call', { number })}
                >
                  <IconPhone size={16} />
                </ActionIcon>
                {phone.whatsapp ? (
                  <ActionIcon
                    component="a"
                    href={`https://wa.me/${phone.e164.replace('+', '')}`}
                    target="_blank"
                    rel="noreferrer"
                    size={26}
                    aria-label={`${t('contact.whatsapp')} ${number}`}
                    title={t('contact.whatsapp')}
                  >
                    <IconBrandWhatsapp size={17} />
                  </ActionIcon>
                ) : null}
              </>
            )}
            {view.mayEdit ? (
              <span className={styles.phoneUses} role="group" aria-label={`${t('contacts.page.uses')} : ${number}`}>
                {uses.map((use) => (
                  <Checkbox
                    key={use}
                    size="xs"
                    label={t(`contact.${use}`)}
                    checked={phone[use]}
                    onChange={(event) =>
                      void save(kept.map((one, at) => (at === index ? { ...one, [use]: event.currentTarget.checked } : one)))
                    }
                  />
                ))}
              </span>
            ) : (
              uses.filter((use) => phone[use]).map((use) => (
                <Tag key={use} tone="line">
                  {t(`contact.${use}`)}
                </Tag>
              ))
            )}
            {view.mayEdit ? (
              <ActionIcon
                className={styles.removePhone!}
                size={26}
                aria-label={t('contacts.page.remove_phone', { number })}
                title={t('contacts.page.remove_phone', { number })}
                onClick={() => void save(kept.filter((_, at) => at !== index))}
              >
                <IconX size={15} />
              </ActionIcon>
            ) : null}
          </div>
        )
      })}
      {view.mayEdit ? (
        adding === null ? (
          <Button size="compact-sm" variant="subtle" className={styles.inlineAction!} onClick={() => setAdding('')}>
            {t('contacts.page.add_phone')}
          </Button>
        ) : (
          <form className={styles.addPhone} onSubmit={add}>
            <PhoneField
              autoFocus
              aria-label={t('contacts.page.add_phone')}
              country={agency.country}
              value={adding}
              onChange={setAdding}
              onKeyDown={(event) => {
                if (event.key === 'Escape') setAdding(null)
              }}
            />
            <Button type="submit" size="sm">
              {t('common.action.save')}
            </Button>
          </form>
        )
      ) : null}
    </div>
  )
}
