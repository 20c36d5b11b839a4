import { useApi } from '../../api/api-context.ts'
import { useRead } from '../../api/use-read.ts'
import { useWrite } from '../../api/use-write.ts'
import { Button } from '../../parts/Button.tsx'
import { PageHead } from '../../parts/DetailPage.tsx'
import { Form } from '../../parts/Form.tsx'
import { ProblemNotice, Skeleton } from '../../parts/Notice.tsx'
import { Section } from '../../parts/Section.tsx'
import { useToast } from '../../parts/Toast.tsx'
import { type SettingGroup, settingGroups } from './setting-forms.ts'
import { type SettingValues, changesOf, fieldOf } from './setting-values.ts'
import { SettingField } from './SettingField.tsx'

type Settings = { readonly version: number } & Readonly<Record<string, unknown>>

export const SettingsPage = () => {
  const reading = useRead<Settings>('/v1/settings')
  return (
    <>
      <PageHead
        name="Settings"
        below="How hosted pages and receipts look and what they ask for. Live mode and each sandbox have settings of their own."
      />
      {reading.problem !== null && (
        <ProblemNotice problem={reading.problem} onRetry={() => void reading.reload()} />
      )}
      {!reading.data && reading.problem === null && <Skeleton />}
      {reading.data && (
        <div className="max-w-3xl space-y-4">
          {settingGroups.map((group) => (
            <GroupForm
              // Another state of the group on the server is another state of its fields.
              key={`${group.name} ${JSON.stringify(reading.data?.[group.name])}`}
              group={group}
              settings={reading.data!}
              onChange={reading.reload}
            />
          ))}
        </div>
      )}
    </>
  )
}

const GroupForm = ({
  group,
  settings,
  onChange,
}: {
  group: SettingGroup
  settings: Settings
  onChange: () => Promise<void>
}) => {
  const api = useApi()
  const toast = useToast()
  const values = settings[group.name] as SettingValues
  const write = useWrite((changes: Record<string, SettingValues>, idempotencyKey) =>
    api.patch<Settings>(
      '/v1/settings',
      { ...changes, expected_version: settings.version },
      { idempotencyKey },
    ),
  )
  const submit = async (form: FormData) => {
    const changes = changesOf(group, values, (name) => String(form.get(name) ?? ''))
    if (changes === null) return toast('Nothing was changed')
    if ((await write.run(changes)) === null) return
    toast('Settings changed')
    await onChange()
  }
  return (
    <Section title={group.label}>
      <Form onSubmit={submit} problem={write.problem} className="space-y-4">
        <div className="grid gap-4 sm:grid-cols-2">
          {group.settings.map((setting) => (
            <SettingField
              key={setting.name}
              group={group.name}
              setting={setting}
              value={fieldOf(setting, values)}
            />
          ))}
        </div>
        {write.problem !== null && (
          <ProblemNotice problem={write.problem} onRetry={() => void onChange().then(write.forget)} />
        )}
        <div className="flex justify-end">
          <Button needs="settings.write" type="submit" look="primary" isBusy={write.isRunning}>
            Save
          </Button>
        </div>
      </Form>
    </Section>
  )
}
