import { ActionIcon, TextInput } from '@mantine/core'
import { IconCheck, IconCopy, IconRefresh } from '@tabler/icons-react'
import { useState } from 'react'
import { useWords } from '../../language/words.tsx'
import styles from './team.module.css'
import { temporaryPassword } from './temporary-password.ts'

const random = (count: number) => crypto.getRandomValues(new Uint8Array(count))

export function newTemporaryPassword(): string {
  return temporaryPassword(random)
}

/** Shown in the open: somebody is about to read it aloud or write it down. */
export function TemporaryPasswordField({
  value,
  onChange,
  error,
}: {
  value: string
  onChange: (value: string) => void
  error?: string | null
}) {
  const { t } = useWords()
  const [copied, setCopied] = useState(false)
  async function copy() {
    await navigator.clipboard.writeText(value)
    setCopied(true)
  }
  return (
    <TextInput
      label={t('team.form.password')}
      description={t('team.form.password_hint')}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      classNames={{ input: styles.password! }}
      autoComplete="off"
      spellCheck={false}
      value={value}
      error={error}
      onChange={(event) => {
        setCopied(false)
        onChange(event.currentTarget.value)
      }}
      rightSectionWidth={62}
      rightSection={
        <span className={styles.fieldActions}>
          <ActionIcon
            size={24}
            aria-label={t('team.form.generate')}
            title={t('team.form.generate')}
            onClick={() => {
              setCopied(false)
              onChange(newTemporaryPassword())
            }}
          >
            <IconRefresh size={15} />
          </ActionIcon>
          <ActionIcon
            size={24}
            aria-label={t(copied ? 'team.form.copied' : 'team.form.copy')}
            title={t(copied ? 'team.form.copied' : 'team.form.copy')}
            onClick={() => void copy()}
          >
            {copied ? <IconCheck size={15} /> : <IconCopy size={15} />}
          </ActionIcon>
        </span>
      }
    />
  )
}
