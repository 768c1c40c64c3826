// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IMerkleDistributor} from "../../../../contracts/interfaces/IMerkleDistributor.sol";
import {IStoaToken} from "../../../../contracts/interfaces/IStoaToken.sol";
import {IVesting} from "../../../../contracts/interfaces/IVesting.sol";
import {vm} from "../Vm.sol";

/// @notice What the token, its vestings and its distributor must hold, kept by simpler rules beside them, and the
/// comparison. Numbers are those of INVARIANTS.token.md.
abstract contract TokenModel {
    /// @param granted All that was given, less what a revocation returned.
    struct Grant {
        IVesting vesting;
        bool revocable;
        bool revoked;
        address beneficiary;
        address successor;
        uint256 acceptFrom;
        uint256 granted;
        uint256 released;
    }

    /// @notice What an account had at the end of a second that is over.
    struct Sighting {
        address account;
        uint256 time;
        uint256 balance;
        uint256 votes;
    }

    uint256 internal constant SUPPLY = 1e27;
    uint256 internal constant HOLDERS = 4;
    uint256 internal constant SHARES = 4;
    uint256 internal constant CLIFF = 180 days;
    uint256 internal constant DURATION = 2 * 365 days;
    address internal constant EXCLUDED = address(0xE8C1);
    address internal constant TREASURY = address(0x7EA5);
    uint256 private constant MAX_SIGHTINGS = 60;

    IStoaToken internal stoa;
    IMerkleDistributor internal distributor;
    uint256 internal start;
    uint256 internal deadline;
    Grant[] internal grants;
    /// @dev Every account that can have STOA.
    address[] internal accounts;
    mapping(address account => uint256 amount) internal balances;
    mapping(address account => address delegatee) internal delegatees;
    mapping(uint256 index => bool) internal paid;
    Sighting[] internal sightings;

    /// @notice The first thing that went otherwise than the model says. Empty while all is well: a reverting action
    /// does not fail a campaign, so an action that sees something wrong writes it here and goes on.
    string public broken;
    /// @notice How often an action changed something, so that a test can show that none is idle.
    mapping(string action => uint256 times) public done;

    /// @notice Fails when anything is not as the model says.
    function check() external view {
        require(bytes(broken).length == 0, broken);
        _checkSupply();
        _checkVotes();
        _checkPast();
        _checkGrants();
        _checkDistributor();
    }

    function holderOf(uint256 seed) public pure returns (address) {
        return vm.addr(0xA000 + (seed % HOLDERS));
    }

    /// @notice A share of the distributor's list, base units.
    function shareOf(uint256 index) public pure returns (uint256) {
        return (index + 1) * 7_000_001e18;
    }

    function leafOf(uint256 index, uint256 amount) public pure returns (bytes32) {
        return keccak256(bytes.concat(keccak256(abi.encode(index, holderOf(index), amount))));
    }

    function rootOf() public pure returns (bytes32) {
        return pairOf(pairOf(_share(0), _share(1)), pairOf(_share(2), _share(3)));
    }

    function proofOf(uint256 index) public pure returns (bytes32[] memory proof) {
        proof = new bytes32[](2);
        proof[0] = _share(index ^ 1);
        proof[1] = index < 2 ? pairOf(_share(2), _share(3)) : pairOf(_share(0), _share(1));
    }

    function pairOf(bytes32 a, bytes32 b) public pure returns (bytes32) {
        return a < b ? keccak256(abi.encode(a, b)) : keccak256(abi.encode(b, a));
    }

    /// @dev T1: the balances are what was moved between them, and sum up to the supply.
    function _checkSupply() private view {
        uint256 sum;
        for (uint256 i; i < accounts.length; ++i) {
            uint256 balance = stoa.balanceOf(accounts[i]);
            require(balance == balances[accounts[i]], "T1: balance");
            sum += balance;
        }
        require(sum == SUPPLY && stoa.totalSupply() == SUPPLY, "T1: supply");
    }

    /// @dev T2: the votes of each are the balances that were delegated to it, together no more than the supply.
    function _checkVotes() private view {
        uint256 sum = stoa.getVotes(EXCLUDED);
        require(sum == votesOf(EXCLUDED), "T2: excluded votes");
        for (uint256 i; i < accounts.length; ++i) {
            uint256 votes = stoa.getVotes(accounts[i]);
            require(votes == votesOf(accounts[i]), "T2: votes");
            sum += votes;
        }
        require(sum <= SUPPLY, "T2: more votes than tokens");
    }

    /// @dev T3: the past is what it was when it was the present.
    function _checkPast() private view {
        for (uint256 i; i < sightings.length; ++i) {
            Sighting storage seen = sightings[i];
            if (seen.time == block.timestamp) continue;
            require(
                stoa.getPastBalanceOf(seen.account, seen.time) == seen.balance &&
                    stoa.getPastVotes(seen.account, seen.time) == seen.votes,
                "T3: the past has changed"
            );
        }
    }

    /// @dev T4, T6.
    function _checkGrants() private view {
        for (uint256 i; i < grants.length; ++i) {
            Grant storage grant = grants[i];
            address vesting = address(grant.vesting);
            uint256 vested = vestedOf(grant);
            require(stoa.balanceOf(vesting) + grant.released == grant.granted, "T4: tokens");
            require(grant.vesting.released() == grant.released, "T4: released");
            require(grant.vesting.vested(uint64(block.timestamp)) == vested, "T4: vested");
            require(grant.released <= vested && vested <= grant.granted, "T4: more than vested");
            require(grant.vesting.beneficiary() == grant.beneficiary, "T4: beneficiary");
            require(stoa.delegates(vesting) == EXCLUDED && stoa.getVotes(vesting) == 0, "T6: vesting");
        }
    }

    /// @dev T5, T6.
    function _checkDistributor() private view {
        address list = address(distributor);
        for (uint256 i; i < SHARES; ++i) require(distributor.isClaimed(i) == paid[i], "T5: claimed");
        require(stoa.delegates(list) == EXCLUDED && stoa.getVotes(list) == 0, "T6: distributor");
    }

    function votesOf(address delegatee) internal view returns (uint256 votes) {
        for (uint256 i; i < accounts.length; ++i) {
            if (delegatees[accounts[i]] == delegatee) votes += balances[accounts[i]];
        }
    }

    function vestedOf(Grant storage grant) internal view returns (uint256) {
        uint256 age = block.timestamp - start;
        if (grant.revoked || age >= DURATION) return grant.granted;
        return age < CLIFF ? 0 : (grant.granted * age) / DURATION;
    }

    function move(address from, address to, uint256 amount) internal {
        balances[from] -= amount;
        balances[to] += amount;
    }

    /// @notice Writes down what everybody has, before time goes on.
    function see() internal {
        if (sightings.length >= MAX_SIGHTINGS) return;
        for (uint256 i; i < accounts.length; ++i) {
            address account = accounts[i];
            sightings.push(Sighting(account, block.timestamp, balances[account], votesOf(account)));
        }
    }

    function expect(bool held, string memory what) internal {
        if (!held && bytes(broken).length == 0) broken = what;
    }

    function _share(uint256 index) private pure returns (bytes32) {
        return leafOf(index, shareOf(index));
    }
}
