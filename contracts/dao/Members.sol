// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ICredentialAdapter} from "../interfaces/ICredentialAdapter.sol";
import {IEscrowVault} from "../interfaces/IEscrowVault.sol";
import {IMembers} from "../interfaces/IMembers.sol";
import {IStoaToken} from "../interfaces/IStoaToken.sol";
import {PermitTransfer} from "../market/PermitTransfer.sol";
import {CountedFees} from "./members/CountedFees.sol";
import {Multipliers} from "./members/Multipliers.sol";

/// @title Members
/// @dev Its parts, in the order of their storage: members/Multipliers, CountedFees.
contract Members is Multipliers, CountedFees, AccessManaged {
    using PermitTransfer for IERC20;
    using SafeERC20 for IERC20;

    struct FeeSteps {
        uint96 first;
        uint96 second;
    }

    /// @notice Seconds after enrolment without a voice: nobody enrols for a vote that he sees coming.
    uint48 public constant MATURITY = 30 days;
    /// @notice Seconds from the start of an exit to its end.
    uint48 public constant EXIT_DELAY = 7 days;

    /// @notice Multipliers, basis points: bonded, with a credential, and with fees from each step on.
    uint16 public constant BONDED = 5_000;
    uint16 public constant CREDENTIALED = 10_000;
    uint16 public constant FIRST_STEP = 15_000;
    uint16 public constant SECOND_STEP = 20_000;

    /// @notice Bounds of the bond, STOA base units.
    uint96 public constant LEAST_BOND = 100e18;
    uint96 public constant MOST_BOND = 100_000e18;
    /// @notice Bounds of the fee steps, vault token base units.
    uint96 public constant LEAST_FEES = 10e6;
    uint96 public constant MOST_FEES = 10_000e6;

    IERC20 public immutable STOA;

    // Slot 3: address authority, bool consuming. Of AccessManaged.

    /// @dev Slot 4. Three slots each. 0: uint96 bond, uint48 since, uint48 exitAt. 1: adapter. 2: nullifier.
    mapping(address account => Member) private _members;

    /// @dev Slot 5.
    /// @inheritdoc IMembers
    mapping(address adapter => mapping(bytes32 nullifier => address)) public holderOf;

    /// @dev Slot 6.
    /// @inheritdoc IMembers
    mapping(address adapter => bool) public isAdapter;

    /// @dev Slot 7: uint96 bond.
    /// @inheritdoc IMembers
    uint96 public bond;

    /// @dev Slot 8: uint96 first, uint96 second.
    FeeSteps private _steps;

    constructor(
        IStoaToken stoa,
        IEscrowVault vault,
        address authority_,
        uint96 initialBond,
        uint96 firstStep,
        uint96 secondStep
    ) CountedFees(vault) AccessManaged(authority_) {
        STOA = stoa;
        _setBond(initialBond);
        _setFeeSteps(firstStep, secondStep);
        stoa.delegate(stoa.EXCLUDED());
    }

    /// @inheritdoc IMembers
    function enrol(Permit calldata permit) external {
        uint96 amount = bond;
        _enrol(msg.sender, address(0), 0, amount);
        STOA.take(amount, permit.deadline, permit.v, permit.r, permit.s);
    }

    /// @inheritdoc IMembers
    function enrolWith(address adapter, bytes calldata data) external {
        bytes32 nullifier = _verify(msg.sender, adapter, data);
        Member storage member = _members[msg.sender];
        address holder = holderOf[adapter][nullifier];
        require(holder == address(0), MembersCredentialUsed(adapter, nullifier, holder));
        require(member.exitAt == 0, MembersLeaving(msg.sender, member.exitAt));
        require(member.adapter == address(0), MembersAlreadyCredentialed(msg.sender, member.adapter));

        holderOf[adapter][nullifier] = msg.sender;
        if (member.since == 0) return _enrol(msg.sender, adapter, nullifier, 0);
        (member.adapter, member.nullifier) = (adapter, nullifier);

        emit CredentialAdded(msg.sender, adapter, nullifier);
        _align(msg.sender, member);
    }

    /// @inheritdoc IMembers
    function refresh(address account, LedgerKey[] calldata keys) external {
        Member storage member = _staying(account);
        _countFees(account, keys);
        _align(account, member);
    }

    /// @inheritdoc IMembers
    function startExit() external {
        Member storage member = _staying(msg.sender);

        uint48 exitAt = uint48(block.timestamp) + EXIT_DELAY;
        member.exitAt = exitAt;

        emit ExitStarted(msg.sender, exitAt);
        _align(msg.sender, member);
    }

    /// @inheritdoc IMembers
    function exit() external {
        Member memory member = _members[msg.sender];
        require(member.exitAt != 0, MembersNotLeaving(msg.sender));
        require(block.timestamp >= member.exitAt, MembersExitTooEarly(block.timestamp, member.exitAt));

        delete _members[msg.sender];
        delete holderOf[member.adapter][member.nullifier];

        emit Exited(msg.sender, member.bond);
        if (member.bond != 0) STOA.safeTransfer(msg.sender, member.bond);
    }

    /// @inheritdoc IMembers
    function recover(address newAccount, address adapter, bytes calldata data) external {
        bytes32 nullifier = _verify(newAccount, adapter, data);
        address oldAccount = holderOf[adapter][nullifier];
        Member storage moved = _members[newAccount];
        require(oldAccount != address(0), MembersUnknownCredential(adapter, nullifier));
        require(newAccount != address(0), MembersZeroAddress());
        require(moved.since == 0, MembersAlreadyEnrolled(newAccount));

        _members[newAccount] = _members[oldAccount];
        moved.exitAt = 0;
        delete _members[oldAccount];
        holderOf[adapter][nullifier] = newAccount;
        _moveFees(oldAccount, newAccount);

        emit Recovered(oldAccount, newAccount, adapter, nullifier);
        // In the same second: there is none in which both have it.
        _align(oldAccount, _members[oldAccount]);
        _align(newAccount, moved);
    }

    /// @inheritdoc IMembers
    function setBond(uint96 amount) external restricted {
        _setBond(amount);
    }

    /// @inheritdoc IMembers
    function setFeeSteps(uint96 first, uint96 second) external restricted {
        _setFeeSteps(first, second);
    }

    /// @inheritdoc IMembers
    function setAdapter(address adapter, bool allowed) external restricted {
        // No adapter is what a member by bond has.
        require(adapter != address(0), MembersZeroAddress());

        isAdapter[adapter] = allowed;
        emit AdapterSet(adapter, allowed);
    }

    /// @inheritdoc IMembers
    function memberOf(address account) external view returns (Member memory) {
        return _members[account];
    }

    /// @inheritdoc IMembers
    function feeSteps() external view returns (uint96 first, uint96 second) {
        return (_steps.first, _steps.second);
    }

    /// @dev The credential's own contract says whose it is, before anything is read or written here.
    function _verify(address account, address adapter, bytes calldata data) private returns (bytes32) {
        require(isAdapter[adapter], MembersAdapterNotAllowed(adapter));
        return ICredentialAdapter(adapter).verify(account, data);
    }

    function _enrol(address account, address adapter, bytes32 nullifier, uint96 amount) private {
        Member storage member = _members[account];
        require(member.since == 0, MembersAlreadyEnrolled(account));

        uint48 since = uint48(block.timestamp) + MATURITY;
        _members[account] = Member(amount, since, 0, adapter, nullifier);

        emit Enrolled(account, adapter, nullifier, amount, since);
        _align(account, member);
    }

    function _staying(address account) private view returns (Member storage member) {
        member = _members[account];
        require(member.since != 0, MembersNotEnrolled(account));
        require(member.exitAt == 0, MembersLeaving(account, member.exitAt));
    }

    /// @dev Gives the account the multiplier that it is due now.
    function _align(address account, Member storage member) private {
        _setMultiplier(account, _due(account, member), member.since);
    }

    function _due(address account, Member storage member) private view returns (uint16) {
        if (member.exitAt != 0) return 0;
        // A credential of an adapter that was taken away is none.
        if (!isAdapter[member.adapter]) return member.bond == 0 ? 0 : BONDED;
        uint96 fees = feesOf[account];
        if (fees >= _steps.second) return SECOND_STEP;
        return fees >= _steps.first ? FIRST_STEP : CREDENTIALED;
    }

    function _setBond(uint96 amount) private {
        require(
            amount >= LEAST_BOND && amount <= MOST_BOND,
            MembersBondOutOfBounds(amount, LEAST_BOND, MOST_BOND)
        );
        bond = amount;
        emit BondSet(amount);
    }

    function _setFeeSteps(uint96 first, uint96 second) private {
        require(
            first >= LEAST_FEES && first <= second && second <= MOST_FEES,
            MembersFeeStepsOutOfBounds(first, second, LEAST_FEES, MOST_FEES)
        );
        (_steps.first, _steps.second) = (first, second);
        emit FeeStepsSet(first, second);
    }
}
