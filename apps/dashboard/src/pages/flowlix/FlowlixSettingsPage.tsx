import { useApi } from '../../api/api-context.ts'
import { useRead } from '../../api/use-read.ts'
import { useWrite } from '../../api/use-write.ts'
import { Button, LinkButton } from '../../parts/Button.tsx'
import { PageHead } from '../../parts/DetailPage.tsx'
import { SelectField, TextField } from '../../parts/Field.tsx'
import { Form } from '../../parts/Form.tsx'
import { ProblemNotice, Skeleton } from '../../parts/Notice.tsx'
import { Section } from '../../parts/Section.tsx'
import { useToast } from '../../parts/Toast.tsx'
import { usePathOf } from '../../session-context.ts'
import { CallbackSecret } from './CallbackSecret.tsx'
import { type FlowlixSettings, settingsChanges } from './flowlix-settings.ts'
import { FlowlixDocs } from './FlowlixDocs.tsx'

export const FlowlixSettingsPage = () => {
  const pathOf = usePathOf()
  const reading = useRead<FlowlixSettings>('/v1/flowlix/settings')
  return (
    <>
      <PageHead
        name="Flowlix API"
        below="The second public API of the same engine: its payments are orders here. Live mode and each sandbox have settings of their own."
        actions={
          <>
            <FlowlixDocs page="flowlix-quickstart" words="Quickstart" />
            <LinkButton
              needs="accounts.api_keys.write"
              to={`${pathOf('api-keys/new')}?api=flowlix`}
              look="primary"
            >
              Create Flowlix key
            </LinkButton>
          </>
        }
      />
      <div className="max-w-3xl space-y-4">
        <Section title="Which form answers">
          {reading.problem !== null && (
            <ProblemNotice problem={reading.problem} onRetry={() => void reading.reload()} />
          )}
          {!reading.data && reading.problem === null && <Skeleton lines={5} />}
          {reading.data && (
            <FormChoice
              key={JSON.stringify(reading.data)}
              settings={reading.data}
              onChange={reading.reload}
            />
          )}
        </Section>
        <CallbackSecret />
      </div>
    </>
  )
}

const FormChoice = ({ settings, onChange }: { settings: FlowlixSettings; onChange: () => Promise<void> }) => {
  const api = useApi()
  const toast = useToast()
  const write = useWrite((changes: Partial<FlowlixSettings>, idempotencyKey) =>
    api.patch<FlowlixSettings>('/v1/flowlix/settings', changes, { idempotencyKey }),
  )
  const submit = async (form: FormData) => {
    const changes = settingsChanges(settings, form)
    if (changes === null) return toast('Nothing was changed')
    if ((await write.run(changes)) === null) return
    toast('Settings changed')
    await onChange()
  }
  return (
    <Form onSubmit={submit} problem={write.problem} className="space-y-4">
      <SelectField
        label="Keys that begin with fl_ are answered in"
        name="profile"
        defaultValue={settings.profile}
        choices={[
          { value: 'a', words: 'Form A: the outcome at once, a decline is 402' },
          { value: 'b', words: 'Form B: accepted at once, the outcome is read later' },
        ]}
        hint="Keys that begin with api_ are always answered in form C."
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          label="Form B from version"
          name="b_from"
          type="date"
          isOptional
          defaultValue={settings.b_from ?? ''}
          hint="Calls whose Flowlix-Version is this day or later are answered in form B."
        />
        <TextField
          label="Version of calls that name none"
          name="default_version"
          type="date"
          isOptional
          defaultValue={settings.default_version ?? ''}
          hint="The header Flowlix-Version wins."
        />
      </div>
      {write.problem !== null && <ProblemNotice problem={write.problem} />}
      <div className="flex flex-wrap items-center justify-between gap-3">
        <a className="link underline" href="/docs/flowlix-profiles">
          What differs between the forms
        </a>
        <Button needs="settings.write" type="submit" look="primary" isBusy={write.isRunning}>
          Save
        </Button>
      </div>
    </Form>
  )
}
