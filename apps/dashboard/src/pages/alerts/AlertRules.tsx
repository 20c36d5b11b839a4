import { useApi } from '../../api/api-context.ts'
import { useRead } from '../../api/use-read.ts'
import { useWrite } from '../../api/use-write.ts'
import { Button } from '../../parts/Button.tsx'
import { CheckField, TextField } from '../../parts/Field.tsx'
import { Form } from '../../parts/Form.tsx'
import { ProblemNotice, Skeleton } from '../../parts/Notice.tsx'
import { Section } from '../../parts/Section.tsx'
import { useToast } from '../../parts/Toast.tsx'
import { type Rule, type Rules, changesIn, numberFields, ruleTitles } from './rules.ts'

export const AlertRules = () => {
  const reading = useRead<Rules>('/v1/dashboard/alert-rules')
  return (
    <Section title="Rules">
      {reading.problem !== null && (
        <ProblemNotice problem={reading.problem} onRetry={() => void reading.reload()} />
      )}
      {!reading.data && reading.problem === null && <Skeleton />}
      {reading.data && <RulesForm key={reading.data.version} rules={reading.data} onSaved={reading.reload} />}
    </Section>
  )
}

const RulesForm = ({ rules, onSaved }: { rules: Rules; onSaved: () => Promise<void> }) => {
  const api = useApi()
  const toast = useToast()
  const save = useWrite((body: object, idempotencyKey) =>
    api.patch('/v1/dashboard/alert-rules', body, { idempotencyKey }),
  )
  return (
    <Form
      problem={save.problem}
      className="space-y-5"
      onSubmit={async (form) => {
        const changes = changesIn(rules, form)
        if (changes.length === 0) return toast('Nothing was changed')
        if ((await save.run({ rules: changes, expected_version: rules.version })) === null) return
        toast('Rules saved')
        await onSaved()
      }}
    >
      <ul className="divide-y divide-line">
        {rules.rules.map((rule) => (
          <li key={rule.rule} className="py-3 first:pt-0">
            <RuleFields rule={rule} />
          </li>
        ))}
      </ul>
      {save.problem !== null && <ProblemNotice problem={save.problem} />}
      <Button needs="settings.write" type="submit" look="primary" isBusy={save.isRunning}>
        Save rules
      </Button>
    </Form>
  )
}

const RuleFields = ({ rule }: { rule: Rule }) => {
  const [title, words] = ruleTitles[rule.rule] ?? [rule.rule, '']
  return (
    <fieldset className="min-w-0">
      <legend className="font-medium">{title}</legend>
      <p className="text-ink-soft">{words}</p>
      <div className="mt-2 flex flex-wrap items-start gap-x-6 gap-y-3">
        <CheckField
          label="On"
          name={`${rule.rule}.is_enabled`}
          defaultChecked={rule.is_enabled}
          aria-label={`${title}: on`}
        />
        <CheckField
          label="Mail"
          name={`${rule.rule}.sends_mail`}
          defaultChecked={rule.sends_mail}
          aria-label={`${title}: mail`}
        />
        <CheckField
          label="Webhook"
          name={`${rule.rule}.sends_webhook`}
          defaultChecked={rule.sends_webhook}
          aria-label={`${title}: webhook`}
        />
        {numberFields
          .filter(({ name }) => rule[name] !== null)
          .map(({ name, words: label, max, min }) => (
            <div key={name} className="w-36">
              <TextField
                label={label}
                name={`${rule.rule}.${name}`}
                type="number"
                inputMode="decimal"
                step={name === 'threshold_percent' ? 'any' : 1}
                min={min}
                max={max}
                required
                defaultValue={String(rule[name])}
                aria-label={`${title}: ${label}`}
              />
            </div>
          ))}
      </div>
    </fieldset>
  )
}
