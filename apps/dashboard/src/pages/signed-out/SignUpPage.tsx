import { Link, useLocation, useNavigate } from 'react-router'
import { useWrite } from '../../api/use-write.ts'
import { Button } from '../../parts/Button.tsx'
import { Form } from '../../parts/Form.tsx'
import { EmailField, NameFields, PasswordField } from './account-fields.tsx'
import { OutsidePage, OutsideProblem } from './OutsidePage.tsx'
import { outsideApi } from './outside-api.ts'

type Answer = { verification_token: string }

export const SignUpPage = () => {
  const navigate = useNavigate()
  const { search } = useLocation()
  const signUp = useWrite((body: object) => outsideApi.post<Answer>('/v1/dashboard/sign-up', body))
  return (
    <OutsidePage
      title="Create an account"
      intro="You get a sandbox at once. Live mode opens when the account is verified."
      below={
        <p>
          Have an account?{' '}
          <Link to={`/dashboard/sign-in${search}`} className="link">
            Sign in
          </Link>
        </p>
      }
    >
      <Form
        className="space-y-4"
        problem={signUp.problem}
        onSubmit={async (form) => {
          const email = String(form.get('email'))
          const answer = await signUp.run({
            email,
            password: form.get('password'),
            first_name: form.get('first_name'),
            last_name: form.get('last_name'),
          })
          if (answer !== null)
            void navigate(`/dashboard/verify${search}`, {
              state: { token: answer.verification_token, email },
            })
        }}
      >
        <OutsideProblem problem={signUp.problem} />
        <NameFields />
        <EmailField hint="We send a code to it." />
        <PasswordField isNew />
        <Button type="submit" look="primary" className="w-full" isBusy={signUp.isRunning}>
          Continue
        </Button>
      </Form>
    </OutsidePage>
  )
}
