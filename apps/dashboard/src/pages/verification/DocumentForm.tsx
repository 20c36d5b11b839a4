import { useId, useState } from 'react'
import { useApi } from '../../api/api-context.ts'
import { useWrite } from '../../api/use-write.ts'
import { Button } from '../../parts/Button.tsx'
import { SelectField } from '../../parts/Field.tsx'
import { Form } from '../../parts/Form.tsx'
import { ProblemNotice } from '../../parts/Notice.tsx'
import { useToast } from '../../parts/Toast.tsx'
import { When } from '../../parts/When.tsx'
import type { PartFormProps } from './PartForms.tsx'
import { documentKinds } from './verification.ts'

const maxBytes = 5 * 1024 * 1024

const kindWords = {
  identity_document: 'Passport, identity card or driving licence',
  business_registration_document: 'Registration of the business',
  bank_account_statement: 'Statement of the bank account',
} as const

export const DocumentForm = ({ verification, onSaved }: PartFormProps) => {
  const api = useApi()
  const toast = useToast()
  const fileId = useId()
  const [tooLarge, setTooLarge] = useState(false)
  const add = useWrite((body: object, idempotencyKey) =>
    api.post(`/v1/merchants/${verification.merchant_id}/verification/documents`, body, { idempotencyKey }),
  )
  const asked = verification.demands.find(({ field }) => (documentKinds as readonly string[]).includes(field))
  return (
    <div className="space-y-4">
      {verification.documents.length > 0 && (
        <ul className="divide-y divide-line">
          {verification.documents.map((document) => (
            <li key={document.document_id} className="flex flex-wrap justify-between gap-2 py-2">
              <span className="min-w-0">
                <span className="block font-medium break-all">{document.file_name}</span>
                <span className="text-ink-soft">{kindWords[document.kind]}</span>
              </span>
              <When at={document.uploaded_at} />
            </li>
          ))}
        </ul>
      )}
      <Form
        className="max-w-2xl space-y-4"
        problem={add.problem}
        onSubmit={async (form) => {
          const file = form.get('file') as File
          setTooLarge(file.size > maxBytes)
          if (file.size > maxBytes) return
          const body = { kind: form.get('kind'), file_name: file.name, content: await base64Of(file) }
          if ((await add.run(body)) === null) return
          toast('Document handed in')
          await onSaved()
        }}
      >
        <SelectField
          label="What it is"
          name="kind"
          defaultValue={asked?.field}
          choices={documentKinds.map((value) => ({ value, words: kindWords[value] }))}
        />
        <div>
          <label htmlFor={fileId} className="mb-1 block font-medium">
            File
          </label>
          <input
            id={fileId}
            name="file"
            type="file"
            required
            accept="image/png,image/jpeg,application/pdf"
            aria-describedby={`${fileId}-hint`}
            aria-invalid={tooLarge || undefined}
            className="control py-1.5"
          />
          <p
            id={`${fileId}-hint`}
            className={tooLarge ? 'mt-1 text-problem' : 'mt-1 text-[13px] text-ink-soft'}
          >
            A PNG, JPEG or PDF of at most 5 MB
            {tooLarge ? ': this one is larger.' : '. Kept encrypted, for the reviewer.'}
          </p>
        </div>
        {add.problem !== null && <ProblemNotice problem={add.problem} />}
        <Button needs="merchants.onboarding.write" type="submit" look="primary" isBusy={add.isRunning}>
          Hand it in
        </Button>
      </Form>
    </div>
  )
}

const base64Of = (file: File): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onerror = () => reject(reader.error)
    // Behind the comma of `data:image/png;base64,…`.
    reader.onload = () => resolve(String(reader.result).split(',', 2)[1] ?? '')
    reader.readAsDataURL(file)
  })
