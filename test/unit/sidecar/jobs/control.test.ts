import { JobControl } from '../../../../sidecar/jobs/control';

describe('JobControl', () => {
  it('should end a wait when a message comes', async () => {
    const control = new JobControl();
    const start = performance.now();
    setTimeout(() => control.receive({ type: 'model' }), 5);
    await control.sleep(60_000);
    expect(performance.now() - start).toBeLessThan(5_000);
    expect(control.takeModelChange()).toBe(true);
    expect(control.takeModelChange()).toBe(false);
  });

  it('should wait its time where none comes', async () => {
    const start = performance.now();
    await new JobControl().sleep(20);
    expect(performance.now() - start).toBeGreaterThanOrEqual(18);
  });

  it('should let a cancel win over a stop', () => {
    const control = new JobControl();
    expect(control.isEnded).toBe(false);
    control.receive({ type: 'stop' });
    expect([control.isEnded, control.endState]).toEqual([true, 'stopped']);
    control.receive({ type: 'cancel' });
    expect(control.endState).toBe('cancelled');
    expect(control.ended.aborted).toBe(true);
  });

  it('should hand over each request for the labels once', () => {
    const control = new JobControl();
    control.receive({ type: 'labels', id: 1 });
    control.receive({ type: 'labels', id: 2 });
    expect(control.wantsLabels).toBe(true);
    expect(control.takeLabelRequests()).toEqual([1, 2]);
    expect(control.takeLabelRequests()).toEqual([]);
  });

  it('should wait for the turn, or for the end', async () => {
    const control = new JobControl();
    const order: string[] = [];
    const waiting = control.turn().then(() => order.push('turn'));
    control.receive({ type: 'model' });
    order.push('other');
    control.receive({ type: 'turn' });
    await waiting;
    expect(order).toEqual(['other', 'turn']);
    const ended = new JobControl();
    ended.receive({ type: 'cancel' });
    await ended.turn();
  });
});
