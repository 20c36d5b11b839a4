import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { useApi } from '../../api/api-context.ts'
import { useWrite } from '../../api/use-write.ts'
import { Button, LinkButton } from '../../parts/Button.tsx'
import { PageHead } from '../../parts/DetailPage.tsx'
import { SelectField, TextField } from '../../parts/Field.tsx'
import { Form } from '../../parts/Form.tsx'
import { ProblemNotice, Skeleton } from '../../parts/Notice.tsx'
import { useEnvironment, usePathOf } from '../../session-context.ts'
import type { NewApiKey } from './api-key.ts'
import { accessIn, DialectChoice, FlowlixAccess } from './DialectForm.tsx'
import type { KeyDialect } from './key-dialect.ts'
import { expiresAt, expiryChoices } from './key-expiry.ts'
import { MadeKey } from './MadeKey.tsx'
import { ScopeForm } from './ScopeForm.tsx'
import type { ScopeUse } from './scope-catalogue.ts'
import { scopesOfPreset } from './scope-presets.ts'
import { useScopeCatalogue } from './use-scope-catalogue.ts'

const up = { path: 'api-keys', name: 'API keys' }

export const NewApiKeyPage = () => {
  const { catalogue, problem } = useScopeCatalogue()
  const [made, setMade] = useState<NewApiKey | null>(null)
  return (
    <>
      <PageHead name={made ? 'Your new API key' : 'Create an API key'} up={up} />
      <div className="card max-w-3xl p-4">
        {problem !== null && <ProblemNotice problem={problem} />}
        {made && <MadeKey apiKey={made} />}
        {!made && !catalogue && problem === null && <Skeleton />}
        {!made && catalogue && <NewKeyForm catalogue={catalogue} onMade={setMade} />}
      </div>
    </>
  )
}

type NewKey = {
  name: string
  dialect: KeyDialect
  scopes: readonly string[]
  days: string
  sandbox_id: string
}

const NewKeyForm = ({
  catalogue,
  onMade,
}: {
  catalogue: readonly ScopeUse[]
  onMade: (made: NewApiKey) => void
}) => {
  const api = useApi()
  const pathOf = usePathOf()
  const { mode, merchant } = useEnvironment()
  const [search] = useSearchParams()
  // The Flowlix pages lead here with their API chosen.
  const [dialect, setDialect] = useState<KeyDialect>(search.get('api') === 'flowlix' ? 'flowlix_a' : 'flint')
  const [scopes, setScopes] = useState<readonly string[]>(() => scopesOfPreset('checkout', catalogue))
  const write = useWrite(
    ({ name, dialect: spoken, scopes: chosen, days, sandbox_id }: NewKey, idempotencyKey) => {
      const expires_at = expiresAt(days, new Date())
      return api.post<NewApiKey>(
        '/v1/api-keys',
        {
          name,
          dialect: spoken,
          scopes: chosen,
          ...(expires_at === null ? {} : { expires_at }),
          ...(sandbox_id === '' ? {} : { sandbox_id }),
        },
        { idempotencyKey },
      )
    },
  )
  const isFlint = dialect === 'flint'
  const submit = async (form: FormData) => {
    const text = (name: string) => String(form.get(name) ?? '')
    const made = await write.run({
      name: text('name').trim(),
      dialect,
      scopes: isFlint ? scopes : accessIn(form),
      days: text('days'),
      sandbox_id: text('sandbox_id'),
    })
    if (made) onMade(made)
  }
  const sandboxes = merchant.environments.filter(({ mode: each }) => each === 'test')
  return (
    <Form onSubmit={submit} problem={write.problem} className="space-y-4">
      <DialectChoice dialect={dialect} onChange={setDialect} />
      <TextField
        label="Name"
        name="name"
        required
        maxLength={255}
        placeholder="Shop server"
        hint="Where the key is used. One for each program, so that each can be replaced by itself."
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <SelectField label="Expires" name="days" param="expires_at" choices={expiryChoices} />
        {mode === 'live' && (
          <SelectField
            label="Works in"
            name="sandbox_id"
            choices={[
              { value: '', words: 'Live mode, with real money' },
              ...sandboxes.map(({ sandbox_id, name }) => ({
                value: sandbox_id ?? '',
                words: `Sandbox: ${name}`,
              })),
            ]}
          />
        )}
      </div>
      {isFlint ? <ScopeForm catalogue={catalogue} scopes={scopes} onChange={setScopes} /> : <FlowlixAccess />}
      {write.problem !== null && <ProblemNotice problem={write.problem} />}
      <div className="flex flex-wrap justify-end gap-2 border-t border-line pt-4">
        <LinkButton to={pathOf('api-keys')}>Cancel</LinkButton>
        <Button
          needs="accounts.api_keys.write"
          type="submit"
          look="primary"
          isBusy={write.isRunning}
          disabledReason={isFlint && scopes.length === 0 ? 'Choose at least one scope' : null}
        >
          Create key
        </Button>
      </div>
    </Form>
  )
}
