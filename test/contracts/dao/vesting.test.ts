import { expect } from "chai";
import { zeroAddress } from "viem";
import type { authorityAbi, stoaTokenAbi, vestingAbi } from "../../../contracts/generated.ts";
import {
  addressOf,
  as,
  DAY,
  deploy,
  ethers,
  networkHelpers,
  now,
  person,
  type ContractOf,
} from "../helpers/chain.ts";

const { loadFixture, time } = networkHelpers;
const STOA = 10n ** 18n;
const YEAR = 365n * DAY;
const GRANT = 120_000_000n * STOA;

type Vesting = ContractOf<typeof vestingAbi>;

interface Schedule {
  readonly start: bigint;
  readonly cliff: bigint;
  readonly duration: bigint;
  readonly revocable: boolean;
}

/** The team's grant: four years, nothing in the first. */
async function vestings() {
  const [governance, treasury, beneficiary, successor, stranger] = await Promise.all(
    [0, 1, 2, 3, 4].map(person),
  );
  const stoa = await deploy<ContractOf<typeof stoaTokenAbi>>("StoaToken", [governance!.address]);
  const authority = await deploy<ContractOf<typeof authorityAbi>>("Authority", [governance!.address]);
  const start = (await now()) + 10n;
  const vesting = async (
    schedule: Partial<Schedule> = {},
    payee = beneficiary!.address,
    rest = treasury!.address,
  ) => {
    const wanted = { start, cliff: YEAR, duration: 4n * YEAR, revocable: true, ...schedule };
    return deploy<Vesting>("Vesting", [
      await addressOf(stoa),
      rest,
      await addressOf(authority),
      payee,
      wanted.start,
      wanted.cliff,
      wanted.duration,
      wanted.revocable,
    ]);
  };
  const team = await vesting();
  await stoa.transfer(team, GRANT);
  return {
    stoa,
    start,
    vesting,
    team,
    governance: governance!,
    treasury: treasury!,
    beneficiary: beneficiary!,
    successor: successor!,
    stranger: stranger!,
  };
}

describe("Vesting's schedule", () => {
  it("is told when it opens", async () => {
    const { vesting, start, beneficiary } = await loadFixture(vestings);
    const opened = await vesting();
    await expect(opened.deploymentTransaction())
      .to.emit(opened, "VestingOpened")
      .withArgs(beneficiary.address, start, YEAR, 4n * YEAR, true);
  });

  it("gives nothing before the cliff, the whole linear part at it, and all at the end", async () => {
    const { team, start } = await loadFixture(vestings);
    const ages = [0n, YEAR - 1n, YEAR, 2n * YEAR, 4n * YEAR, 9n * YEAR];
    const vested = await Promise.all(ages.map((age) => team.vested(start + age)));
    expect(vested).to.deep.equal([0n, 0n, GRANT / 4n, GRANT / 2n, GRANT, GRANT]);
    expect(await team.vested(start - 1n)).to.equal(0n);
  });

  it("counts tokens that come later as granted from the start", async () => {
    const { stoa, team, start } = await loadFixture(vestings);
    await stoa.transfer(team, GRANT);
    expect(await team.vested(start + YEAR)).to.equal(GRANT / 2n);
  });

  it("refuses to start more than a year away, either way", async () => {
    const { vesting, team } = await loadFixture(vestings);
    const at = (await now()) + 60n;
    for (const start of [at - YEAR - 1n, at + YEAR + 1n]) {
      await time.setNextBlockTimestamp(at);
      await expect(vesting({ start }))
        .to.be.revertedWithCustomError(team, "VestingStartOutOfBounds")
        .withArgs(start, at - YEAR, at + YEAR);
    }
  });

  it("refuses a month's haste, more than six years, and a cliff beyond the end", async () => {
    const { vesting, team } = await loadFixture(vestings);
    for (const duration of [30n * DAY - 1n, 6n * YEAR + 1n])
      await expect(vesting({ cliff: 0n, duration }))
        .to.be.revertedWithCustomError(team, "VestingDurationOutOfBounds")
        .withArgs(duration, 30n * DAY, 6n * YEAR);
    await expect(vesting({ cliff: YEAR + 1n, duration: YEAR }))
      .to.be.revertedWithCustomError(team, "VestingCliffOverDuration")
      .withArgs(YEAR + 1n, YEAR);
    expect(await addressOf(await vesting({ cliff: 6n * YEAR, duration: 6n * YEAR }))).to.not.equal(
      zeroAddress,
    );
  });

  it("refuses nobody as beneficiary or treasury", async () => {
    const { vesting, team, beneficiary } = await loadFixture(vestings);
    await expect(vesting({}, zeroAddress)).to.be.revertedWithCustomError(team, "VestingZeroAddress");
    await expect(vesting({}, beneficiary.address, zeroAddress)).to.be.revertedWithCustomError(
      team,
      "VestingZeroAddress",
    );
  });
});

describe("Vesting.release", () => {
  it("pays the beneficiary what has vested, whoever asks", async () => {
    const { stoa, team, start, beneficiary, stranger } = await loadFixture(vestings);
    await time.setNextBlockTimestamp(start + YEAR);
    const tx = as(team, stranger).release();
    await expect(tx)
      .to.emit(team, "Released")
      .withArgs(beneficiary.address, GRANT / 4n);
    await expect(tx).to.changeTokenBalances(
      ethers,
      stoa,
      [team, beneficiary.signer],
      [-GRANT / 4n, GRANT / 4n],
    );
    expect(await team.released()).to.equal(GRANT / 4n);
    expect(await team.releasable()).to.equal(0n);

    await time.increaseTo(start + 2n * YEAR);
    expect(await team.releasable()).to.equal(GRANT / 4n);
    await time.increaseTo(start + 5n * YEAR);
    await team.release();
    expect(await stoa.balanceOf(beneficiary.address)).to.equal(GRANT);
  });

  it("pays nothing before the cliff, and nothing twice", async () => {
    const { team, start } = await loadFixture(vestings);
    await time.setNextBlockTimestamp(start + YEAR - 1n);
    await expect(team.release())
      .to.be.revertedWithCustomError(team, "VestingNothingReleasable")
      .withArgs(0n, 0n);
    await time.increaseTo(start + 4n * YEAR);
    await team.release();
    await expect(team.release())
      .to.be.revertedWithCustomError(team, "VestingNothingReleasable")
      .withArgs(GRANT, GRANT);
  });

  it("keeps unvested tokens out of every vote; what is paid the beneficiary delegates", async () => {
    const { stoa, team, start, beneficiary } = await loadFixture(vestings);
    const excluded = await stoa.EXCLUDED();
    expect(await stoa.delegates(team)).to.equal(excluded);
    expect(await stoa.getVotes(excluded)).to.equal(GRANT);
    await as(stoa, beneficiary).delegate(beneficiary.address);
    await time.increaseTo(start + 2n * YEAR);
    expect(await stoa.getVotes(beneficiary.address)).to.equal(0n);
    await time.increaseTo(start + 4n * YEAR);
    await team.release();
    expect(await stoa.getVotes(excluded)).to.equal(0n);
    expect(await stoa.getVotes(beneficiary.address)).to.equal(GRANT);
  });
});

describe("Vesting.revoke", () => {
  it("returns what has not vested to the Treasury; what has stays the beneficiary's", async () => {
    const { stoa, team, start, treasury, beneficiary } = await loadFixture(vestings);
    await time.setNextBlockTimestamp(start + YEAR);
    await team.release();
    await time.setNextBlockTimestamp(start + 2n * YEAR);
    const tx = team.revoke();
    await expect(tx)
      .to.emit(team, "Revoked")
      .withArgs(treasury.address, GRANT / 2n, GRANT / 2n);
    await expect(tx).to.changeTokenBalances(ethers, stoa, [team, treasury.signer], [-GRANT / 2n, GRANT / 2n]);
    expect(await team.revoked()).to.equal(true);

    await time.increaseTo(start + 3n * YEAR);
    expect(await team.releasable()).to.equal(GRANT / 4n);
    await team.release();
    expect(await stoa.balanceOf(beneficiary.address)).to.equal(GRANT / 2n);
  });

  it("returns all before the cliff", async () => {
    const { stoa, team, start, treasury } = await loadFixture(vestings);
    await time.setNextBlockTimestamp(start + YEAR - 1n);
    await team.revoke();
    expect(await stoa.balanceOf(treasury.address)).to.equal(GRANT);
    expect(await team.releasable()).to.equal(0n);
  });

  it("is governance's alone", async () => {
    const { team, beneficiary, treasury } = await loadFixture(vestings);
    for (const who of [beneficiary, treasury])
      await expect(as(team, who).revoke())
        .to.be.revertedWithCustomError(team, "AccessManagedUnauthorized")
        .withArgs(who.address);
  });

  it("happens once, and never to a grant that is not revocable", async () => {
    const { vesting, team } = await loadFixture(vestings);
    await team.revoke();
    await expect(team.revoke()).to.be.revertedWithCustomError(team, "VestingRevokedAlready");
    const investors = await vesting({ revocable: false });
    await expect(investors.revoke()).to.be.revertedWithCustomError(investors, "VestingNotRevocable");
  });
});

describe("Vesting's handover", () => {
  const NOTICE = 14n * DAY;

  it("takes the beneficiary's offer, two weeks and the successor's acceptance", async () => {
    const { stoa, team, start, beneficiary, successor } = await loadFixture(vestings);
    const offer = as(team, beneficiary).setBeneficiary(successor.address);
    await offer;
    const acceptFrom = (await now()) + NOTICE;
    await expect(offer)
      .to.emit(team, "HandoverOffered")
      .withArgs(beneficiary.address, successor.address, acceptFrom);
    expect([await team.successor(), await team.acceptFrom()]).to.deep.equal([successor.address, acceptFrom]);
    expect(await team.beneficiary()).to.equal(beneficiary.address);

    await time.setNextBlockTimestamp(acceptFrom);
    await expect(as(team, successor).acceptBeneficiary())
      .to.emit(team, "BeneficiaryChanged")
      .withArgs(beneficiary.address, successor.address);
    expect(await team.beneficiary()).to.equal(successor.address);
    expect(await team.successor()).to.equal(zeroAddress);

    await time.increaseTo(start + 4n * YEAR);
    await team.release();
    expect(await stoa.balanceOf(successor.address)).to.equal(GRANT);
  });

  it("cannot be finished before governance had the time to revoke a grant that is sold", async () => {
    const { team, beneficiary, successor } = await loadFixture(vestings);
    await as(team, beneficiary).setBeneficiary(successor.address);
    const acceptFrom = (await now()) + NOTICE;
    await time.setNextBlockTimestamp(acceptFrom - 1n);
    await expect(as(team, successor).acceptBeneficiary())
      .to.be.revertedWithCustomError(team, "VestingHandoverTooEarly")
      .withArgs(acceptFrom - 1n, acceptFrom);
    await team.revoke();
    await time.increaseTo(acceptFrom);
    await as(team, successor).acceptBeneficiary();
    expect(await team.releasable()).to.equal(0n);
  });

  it("can be withdrawn by the beneficiary until it is accepted", async () => {
    const { team, beneficiary, successor } = await loadFixture(vestings);
    await as(team, beneficiary).setBeneficiary(successor.address);
    await expect(as(team, beneficiary).setBeneficiary(zeroAddress))
      .to.emit(team, "HandoverWithdrawn")
      .withArgs(beneficiary.address, successor.address);
    await time.increase(NOTICE);
    await expect(as(team, successor).acceptBeneficiary())
      .to.be.revertedWithCustomError(team, "VestingNotSuccessor")
      .withArgs(zeroAddress, successor.address);
  });

  it("starts its two weeks anew for another successor, and is not offered to the same twice", async () => {
    const { team, beneficiary, successor, stranger } = await loadFixture(vestings);
    await as(team, beneficiary).setBeneficiary(stranger.address);
    await time.increase(NOTICE);
    await as(team, beneficiary).setBeneficiary(successor.address);
    const acceptFrom = (await now()) + NOTICE;
    await expect(as(team, stranger).acceptBeneficiary())
      .to.be.revertedWithCustomError(team, "VestingNotSuccessor")
      .withArgs(successor.address, stranger.address);
    await time.setNextBlockTimestamp(acceptFrom - 1n);
    await expect(as(team, successor).acceptBeneficiary())
      .to.be.revertedWithCustomError(team, "VestingHandoverTooEarly")
      .withArgs(acceptFrom - 1n, acceptFrom);
    await expect(as(team, beneficiary).setBeneficiary(successor.address))
      .to.be.revertedWithCustomError(team, "VestingSameSuccessor")
      .withArgs(successor.address);
  });

  it("is offered by nobody else, governance included", async () => {
    const { team, governance, beneficiary, successor } = await loadFixture(vestings);
    for (const who of [governance, successor])
      await expect(as(team, who).setBeneficiary(successor.address))
        .to.be.revertedWithCustomError(team, "VestingNotBeneficiary")
        .withArgs(beneficiary.address, who.address);
  });
});
