import { asAppError } from '../../../server/app_error';

describe('failures in plain words', () => {
  it('should name the missing right on indices', () => {
    const error = Object.assign(new Error('security_exception'), { statusCode: 403 });
    expect(asAppError(error)).toMatchObject({ status: 403, code: 'no_permission' });
  });

  it('should name the missing right on objects of Kibana, as saved objects refuse it', () => {
    const refused = Object.assign(new Error('Unable to bulk_create lens'), {
      isBoom: true,
      output: { statusCode: 403 },
    });
    const { status, code, message } = asAppError(refused);
    expect([status, code]).toEqual([403, 'no_permission']);
    expect(message).toContain('Unable to bulk_create lens');
  });

  it('should keep what else saved objects fail with as unexpected', () => {
    const failed = Object.assign(new Error('conflict'), { output: { statusCode: 409 } });
    expect(asAppError(failed)).toMatchObject({ status: 500, code: 'unexpected' });
  });
});
