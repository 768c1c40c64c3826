// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IMerkleDistributor} from "../../../../contracts/interfaces/IMerkleDistributor.sol";
import {IStoaToken} from "../../../../contracts/interfaces/IStoaToken.sol";
import {IVesting} from "../../../../contracts/interfaces/IVesting.sol";
import {vm} from "../Vm.sol";
import {TokenModel} from "./TokenModel.sol";

/// @notice The moves of holders, beneficiaries, claimants, governance and time, in any order. An action that the model
/// allows must succeed and one that it forbids must fail; either way round it is written to `broken`.
contract TokenHandler is TokenModel {
    uint256 private constant HANDOVER_NOTICE = 14 days;
    address private immutable GOVERNANCE;

    /// @param vestings_ The first of them revocable. All that has STOA has it already.
    constructor(
        IStoaToken stoa_,
        IVesting[2] memory vestings_,
        IMerkleDistributor distributor_,
        uint256 deadline_,
        address governance
    ) {
        (stoa, distributor, start, deadline) = (stoa_, distributor_, block.timestamp, deadline_);
        GOVERNANCE = governance;
        for (uint256 i; i < HOLDERS; ++i) accounts.push(holderOf(i));
        accounts.push(TREASURY);
        accounts.push(address(distributor_));
        for (uint256 i; i < vestings_.length; ++i) {
            address vesting = address(vestings_[i]);
            accounts.push(vesting);
            Grant storage grant = grants.push();
            (grant.vesting, grant.revocable) = (vestings_[i], i == 0);
            (grant.beneficiary, grant.granted) = (holderOf(i), stoa_.balanceOf(vesting));
            delegatees[vesting] = EXCLUDED;
        }
        delegatees[address(distributor_)] = EXCLUDED;
        for (uint256 i; i < accounts.length; ++i) balances[accounts[i]] = stoa_.balanceOf(accounts[i]);
    }

    // Holders

    /// @notice Now and then more than there is, nothing, or to oneself.
    function transfer(uint256 fromSeed, uint256 toSeed, uint256 amount) external {
        (address from, address to) = (holderOf(fromSeed), holderOf(toSeed));
        amount %= balances[from] + balances[from] / 8 + 2;
        vm.prank(from);
        try stoa.transfer(to, amount) {
            expect(amount <= balances[from], "T1: more than there is");
            move(from, to, amount);
            done["transfer"] += 1;
        } catch {
            expect(amount > balances[from], "T1: a right transfer was refused");
        }
    }

    /// @notice To a holder, to those that stand outside, or to nobody.
    function delegate(uint256 seed, uint256 toSeed) external {
        (address from, uint256 kind) = (holderOf(seed), toSeed % (HOLDERS + 2));
        address to =
            kind < HOLDERS
                ? holderOf(kind)
                : kind == HOLDERS
                    ? EXCLUDED
                    : address(0);
        vm.prank(from);
        stoa.delegate(to);
        delegatees[from] = to;
        done["delegate"] += 1;
    }

    // Distributor

    /// @notice By a stranger, mostly with the right proof.
    function claim(uint256 index, uint256 wrong) external {
        index %= SHARES;
        bool forged = wrong % 4 == 0;
        uint256 amount = shareOf(index) + (forged ? 1 : 0);
        bool allowed = !forged && !paid[index] && block.timestamp <= deadline;
        try distributor.claim(index, holderOf(index), amount, proofOf(index)) {
            expect(allowed, "T5: claimed against the rules");
            paid[index] = true;
            move(address(distributor), holderOf(index), amount);
            done["claim"] += 1;
        } catch {
            expect(!allowed, "T5: a right claim was refused");
        }
    }

    function sweep() external {
        uint256 left = balances[address(distributor)];
        bool allowed = block.timestamp > deadline && left != 0;
        try distributor.sweep() {
            expect(allowed, "T5: swept against the rules");
            move(address(distributor), TREASURY, left);
            done["sweep"] += 1;
        } catch {
            expect(!allowed, "T5: a right sweep was refused");
        }
    }

    // Vestings

    /// @notice A grant may grow at any time.
    function fund(uint256 seed, uint256 fromSeed, uint256 amount) external {
        (Grant storage grant, address from) = (_grant(seed), holderOf(fromSeed));
        amount %= balances[from] / 16 + 1;
        vm.prank(from);
        expect(stoa.transfer(address(grant.vesting), amount), "T1: a right transfer was refused");
        move(from, address(grant.vesting), amount);
        grant.granted += amount;
        done["fund"] += 1;
    }

    function release(uint256 seed) external {
        Grant storage grant = _grant(seed);
        uint256 due = vestedOf(grant) - grant.released;
        try grant.vesting.release() {
            expect(due != 0, "T4: released without a right");
            move(address(grant.vesting), grant.beneficiary, due);
            grant.released += due;
            done["release"] += 1;
        } catch {
            expect(due == 0, "T4: a right release was refused");
        }
    }

    /// @notice By governance, rarely and so mostly after the cliff: it ends the schedule.
    function revoke(uint256 seed, uint256 patience) external {
        Grant storage grant = _grant(seed);
        if (grant.revocable && patience % 16 != 0) return;
        bool allowed = grant.revocable && !grant.revoked;
        uint256 unvested = grant.granted - vestedOf(grant);
        vm.prank(GOVERNANCE);
        try grant.vesting.revoke() {
            expect(allowed, "T4: revoked against the rules");
            move(address(grant.vesting), TREASURY, unvested);
            (grant.granted, grant.revoked) = (grant.granted - unvested, true);
            done["revoke"] += 1;
        } catch {
            expect(!allowed, "T4: a right revocation was refused");
        }
    }

    function offerHandover(uint256 seed, uint256 bySeed, uint256 toSeed) external {
        (Grant storage grant, address by, address to) = (_grant(seed), holderOf(bySeed), holderOf(toSeed));
        bool allowed = by == grant.beneficiary && to != grant.successor;
        vm.prank(by);
        try grant.vesting.setBeneficiary(to) {
            expect(allowed, "T4: handed over by another");
            (grant.successor, grant.acceptFrom) = (to, block.timestamp + HANDOVER_NOTICE);
            done["offerHandover"] += 1;
        } catch {
            expect(!allowed, "T4: a right offer was refused");
        }
    }

    function acceptHandover(uint256 seed, uint256 bySeed) external {
        (Grant storage grant, address by) = (_grant(seed), holderOf(bySeed));
        bool allowed = by == grant.successor && block.timestamp >= grant.acceptFrom;
        vm.prank(by);
        try grant.vesting.acceptBeneficiary() {
            expect(allowed, "T4: accepted against the rules");
            (grant.beneficiary, grant.successor) = (by, address(0));
            done["acceptHandover"] += 1;
        } catch {
            expect(!allowed, "T4: a right acceptance was refused");
        }
    }

    /// @notice Whoever is not governance takes nothing back.
    function trespass(uint256 seed, uint256 bySeed) external {
        Grant storage grant = _grant(seed);
        vm.prank(holderOf(bySeed));
        (bool success, ) = address(grant.vesting).call(abi.encodeCall(IVesting.revoke, ()));
        expect(!success, "T4: a stranger revoked");
        done["trespass"] += 1;
    }

    // Time

    function passTime(uint256 duration) external {
        see();
        vm.warp(block.timestamp + 1 + (duration % 40 days));
        done["passTime"] += 1;
    }

    function _grant(uint256 seed) private view returns (Grant storage) {
        return grants[seed % grants.length];
    }
}
